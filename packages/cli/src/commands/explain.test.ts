import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { shopOnDisk } from '../testing/shop-on-disk.js';

const { fluxvet, root } = shopOnDisk();

test('tells the story of a field', async () => {
  const { code, out } = await fluxvet(['explain', 'prod', 'Deployment/shop/my-web', 'spec.replicas']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Deployment\/shop\/my-web spec\.replicas in prod\n= 2\n/);
  expect(out).toContain('shop/web.yaml:4:19');
});

test('tells the story of a whole object', async () => {
  const { code, out } = await fluxvet(['explain', 'prod', 'Deployment/shop/my-web']);
  expect(code).toBe(0);
  expect(out).toContain('shop/kustomization.yaml:1:13');
});

test('tells the same as JSON', async () => {
  const { code, out } = await fluxvet([
    'explain',
    'prod',
    'Deployment/shop/my-web',
    'metadata.name',
    '-f',
    'json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    cluster: 'prod',
    field: 'metadata.name',
    value: 'my-web',
  });
});

test('takes a directory before the cluster', async () => {
  const argv = ['prod', 'Deployment/shop/my-web', 'spec.replicas'];
  const { code, out } = await fluxvet(['explain', root, ...argv], tmpdir());
  expect(code).toBe(0);
  expect(out).toBe((await fluxvet(['explain', ...argv])).out);
});

test('is content with a field that is not there, and says so', async () => {
  const { code, out } = await fluxvet(['explain', 'prod', 'Deployment/shop/my-web', 'spec.paused']);
  expect(code).toBe(0);
  expect(out).toContain('is not there');
});

test.for<[string, string[], string]>([
  ['no object', ['prod'], 'Give a cluster and an object'],
  ['no cluster', ['Deployment/shop/my-web'], 'Give a cluster and an object'],
  ['nothing', [], 'Give a cluster and an object'],
  ['an object that is none', ['prod', 'my-web'], 'Give a cluster and an object'],
  ['two fields', ['prod', 'Deployment/shop/my-web', 'a', 'b'], 'Give a cluster and an object'],
  ['a cluster that there is not', ['prdo', 'Deployment/shop/my-web'], "'prdo'"],
  ['an object that there is not', ['prod', 'Deployment/shop/my-wbe'], "'Deployment/shop/my-web'"],
])('refuses %s', async ([, argv, words]) => {
  const { code, out, err } = await fluxvet(['explain', ...argv]);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(words);
});

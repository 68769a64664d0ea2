import { expect, test } from 'vitest';
import { shopOnDisk } from '../testing/shop-on-disk.js';

const { fluxvet } = shopOnDisk();

test('prints the objects of a cluster', async () => {
  const { code, out, err } = await fluxvet(['render', '--cluster', 'prod']);
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toContain('name: my-web');
  expect(out).toContain('name: source-controller');
  expect((await fluxvet(['render', '--cluster', 'staging'])).out).not.toContain('name: my-web');
});

test('prints what one Flux Kustomization applies', async () => {
  const { code, out } = await fluxvet(['render', '--cluster', 'prod', '--app', 'flux-system/shop']);
  expect(code).toBe(0);
  expect(out).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-web
  namespace: shop
spec:
  replicas: 2
`);
});

test('tells the line of every value', async () => {
  const { out } = await fluxvet(['render', '--cluster', 'prod', '--app', 'flux-system/shop', '--origins']);
  expect(out).toMatch(/^ {2}replicas: 2 +# shop\/web\.yaml:4$/m);
  expect(out).toMatch(/^ {2}name: my-web +# .*\(namePrefix\)$/m);
});

test.for<[string, string[], string[]]>([
  ['to choose among several clusters', [], ['prod', 'staging']],
  ['a cluster that there is not', ['--cluster', 'prdo'], ["'prdo'"]],
  ['an app that there is not', ['--cluster', 'prod', '--app', 'flux-system/shpo'], ["'flux-system/shop'"]],
  ['an app of another cluster', ['--cluster', 'staging', '--app', 'flux-system/shop'], ["'staging'"]],
])('refuses %s', async ([, argv, words]) => {
  const { code, out, err } = await fluxvet(['render', ...argv]);
  expect(code).toBe(2);
  expect(out).toBe('');
  for (const word of words) expect(err).toContain(word);
});

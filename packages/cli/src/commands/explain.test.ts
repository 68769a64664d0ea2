import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bootstrapped, repo } from '@fluxvet/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../main.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function fluxvet(argv: readonly string[], cwd = root, color = false) {
  let out = '';
  let err = '';
  const io = {
    write: (text: string) => {
      out += text;
    },
    warn: (text: string) => {
      err += text;
    },
  };
  const code = await main(argv, { cwd, ...io, color, watched: false });
  return { code, out, err };
}

const { files } = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/shop.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./shop
  dependsOn: [{ name: gone }]
  sourceRef: { kind: GitRepository, name: flux-system }
# === shop/kustomization.yaml
resources: [web.yaml]
namePrefix: my-
# === shop/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 2 }
`;

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

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

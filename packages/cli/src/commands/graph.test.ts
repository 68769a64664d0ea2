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

test('draws the graph for Mermaid', async () => {
  const { code, out, err } = await fluxvet(['graph']);
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toMatch(/^flowchart LR\n {2}subgraph c0\["prod"\]\n/);
  expect(out).toContain('subgraph c1["staging"]');
  expect(out).toContain('["Kustomization/flux-system/gone (missing)"]');
});

test('draws the graph for Graphviz', async () => {
  const { out } = await fluxvet(['graph', '--format', 'dot']);
  expect(out).toMatch(/^digraph flux \{\n/);
});

test('writes the graph as JSON, of one cluster', async () => {
  const { out } = await fluxvet(['graph', '-f', 'json', '--cluster', 'prod']);
  const graph = JSON.parse(out) as {
    clusters: { name: string; edges: { from: string; to: string; kind: string; state: string }[] }[];
  };
  expect(graph.clusters.map(({ name }) => name)).toEqual(['prod']);
  expect(graph.clusters[0]?.edges).toContainEqual(
    expect.objectContaining({
      from: 'Kustomization/flux-system/shop',
      to: 'Kustomization/flux-system/gone',
      kind: 'dependency',
      state: 'missing',
    }),
  );
});

test('shows objects that are not of Flux only where they are asked for', async () => {
  expect((await fluxvet(['graph'])).out).not.toContain('Deployment/shop/my-web');
  expect((await fluxvet(['graph', '--all'])).out).toContain('Deployment/shop/my-web');
});

test.for<[string, string[], string]>([
  ['a format that there is not', ['-f', 'svg'], "'svg'"],
  ['a cluster that there is not', ['--cluster', 'prdo'], "'prdo'"],
])('refuses %s', async ([, argv, words]) => {
  const { code, out, err } = await fluxvet(['graph', ...argv]);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(words);
});

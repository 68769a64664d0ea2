import { expect, test } from 'vitest';
import { shopOnDisk } from '../testing/shop-on-disk.js';

const { fluxvet } = shopOnDisk();

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

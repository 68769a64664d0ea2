import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { type BuildOptions, buildKustomization } from '../build.js';

const app = (fields = ''): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
${fields}
# === app/o.yaml
{ apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: { name: hook } }
---
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web } }
---
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: custom } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: z, namespace: a } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: ns } }
---
{ apiVersion: apps/v1beta1, kind: Deployment, metadata: { name: old } }
`;
const names = ({ tree }: Repo, options?: BuildOptions) =>
  buildKustomization(tree, 'app' as RepoPath, options).objects.map(({ id }) => id.name);

const AS_LISTED = ['hook', 'web', 'custom', 'b', 'z', 'a', 'ns', 'old'];
// Namespaces first, webhooks last; equal kinds by namespace and name, objects without namespace behind.
const BY_KIND = ['ns', 'z', 'a', 'b', 'web', 'old', 'custom', 'hook'];

test('keeps the order as listed, as Flux does', () => {
  expect(names(app())).toEqual(AS_LISTED);
});

test.for([
  ['sortOptions', 'sortOptions: { order: legacy }', undefined],
  ['the caller', '', { order: 'legacy' }],
] as const)('sorts by kind where %s asks for the legacy order', ([, fields, options]) => {
  expect(names(app(fields), options)).toEqual(BY_KIND);
});

test('lets sortOptions win over the caller', () => {
  expect(names(app('sortOptions: { order: fifo }'), { order: 'legacy' })).toEqual(AS_LISTED);
});

test('sorts by own lists of kinds, and the kinds in none of them in between', () => {
  const options = 'legacySortOptions: { orderFirst: [Thing, Deployment], orderLast: [Namespace, ConfigMap] }';
  expect(names(app(`sortOptions: { order: legacy, ${options} }`))).toEqual([
    'custom',
    'web',
    'old',
    'hook',
    'ns',
    'z',
    'a',
    'b',
  ]);
});

test('does not sort a base by its own options', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [o.yaml]
sortOptions: { order: legacy }
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: ns } }
`;
  expect(buildKustomization(tree, 'app' as RepoPath).objects.map(({ id }) => id.name)).toEqual(['b', 'ns']);
});

test.for([
  ['an order that does not exist', '{ order: random }'],
  ['no order', '{ legacySortOptions: { orderFirst: [Namespace] } }'],
  ['lists of kinds with the order fifo', '{ order: fifo, legacySortOptions: { orderFirst: [Namespace] } }'],
] as const)('reports sortOptions with %s, and keeps the order as listed', ([, options]) => {
  const files = app(`sortOptions: ${options}`);
  const build = buildKustomization(files.tree, 'app' as RepoPath);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-sort-options']);
  expect(build.objects.map(({ id }) => id.name)).toEqual(AS_LISTED);
});

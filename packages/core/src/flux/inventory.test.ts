import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { parseRepo } from '../testing/repo.js';
import { type ClusterInventory, inventoryOf } from './inventory.js';
import { type LoadOptions, loadModel } from './load-model.js';

const TEXT = `${bootstrapped('clusters/prod-eu')}# === clusters/prod-eu/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, suspend: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: away, namespace: flux-system }
spec: { sourceRef: { kind: Bucket, name: gone } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: stuff, namespace: flux-system }
spec: { endpoint: minio.example, bucketName: b }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: other, namespace: flux-system }
spec: { url: "https://github.com/org/other" }
# === apps/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: web }
spec: { chart: { spec: { chart: podinfo, version: 6.x, sourceRef: { kind: HelmRepository, name: charts } } } }
`;

function inventory(text: string = TEXT, options: LoadOptions = {}): ClusterInventory {
  const [cluster] = inventoryOf(loadModel(parseRepo(text).tree, options)).clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const appNamed = (name: string, of = inventory()): unknown => of.apps.find((app) => app.name === name);

test('an inventory of nothing is empty', () => {
  expect(inventoryOf(loadModel(memoryTree({})))).toEqual({ version: 1, clusters: [] });
});

test('a cluster is told with its release and environment', () => {
  const { apps, sources, ...cluster } = inventory();
  expect(cluster).toEqual({
    name: 'prod-eu',
    root: 'clusters/prod-eu',
    entry: 'gotk-sync',
    environment: 'production',
    fluxVersion: 'v2.9.4',
    objects: 12,
  });
  expect(apps.map(({ name }) => name).sort()).toEqual(['apps', 'away', 'flux-system', 'web']);
  expect(sources).toHaveLength(3);
});

test('what is not known of a cluster is left out', () => {
  const cluster = inventory(bootstrapped('clusters/main', { version: 'edge' }));
  expect(cluster).not.toHaveProperty('environment');
  expect(cluster).not.toHaveProperty('fluxVersion');
});

test('a Flux Kustomization is told with its path, source and objects', () => {
  expect(appNamed('apps')).toEqual({
    kind: 'Kustomization',
    namespace: 'flux-system',
    name: 'apps',
    appliedBy: 'Kustomization/flux-system/flux-system',
    path: './apps',
    source: { state: 'found', kind: 'GitRepository', namespace: 'flux-system', name: 'flux-system' },
    objects: 1,
    state: 'whole',
    suspended: true,
  });
});

test('an app without its source says what it wants', () => {
  expect(appNamed('away')).toMatchObject({
    source: { state: 'missing', kind: 'Bucket', namespace: 'flux-system', name: 'gone' },
    state: 'unknown',
    suspended: false,
  });
  expect(appNamed('away')).not.toHaveProperty('path');
});

test('a HelmRelease is told with its chart and version', () => {
  const web = appNamed('web');
  expect(web).toMatchObject({
    kind: 'HelmRelease',
    appliedBy: 'Kustomization/flux-system/apps',
    chart: 'podinfo',
    version: '6.x',
    suspended: false,
  });
  expect(web).not.toHaveProperty('objects');
});

test('sources are told with their address and where their content is', () => {
  const mounts = [{ url: 'https://github.com/org/other', tree: memoryTree({ 'x.yaml': 'x' }) }];
  const { sources } = inventory(TEXT, { mounts });
  expect([...sources].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    {
      kind: 'GitRepository',
      namespace: 'flux-system',
      name: 'flux-system',
      url: 'ssh://git@github.com/example/fleet.git',
      content: 'repository',
    },
    {
      kind: 'GitRepository',
      namespace: 'flux-system',
      name: 'other',
      url: 'https://github.com/org/other',
      content: 'mounted',
    },
    { kind: 'Bucket', namespace: 'flux-system', name: 'stuff', url: 'minio.example', content: 'elsewhere' },
  ]);
});

test('it is plain data', () => {
  const all = inventoryOf(loadModel(parseRepo(TEXT).tree));
  expect(JSON.parse(JSON.stringify(all))).toEqual(all);
});

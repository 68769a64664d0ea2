import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';

const clustersOf = (text: string): readonly Cluster[] => loadModel(parseRepo(text).tree).clusters;

const entries = (text: string): unknown[] =>
  clustersOf(text).map(({ name, entry, root }) => [name, entry.kind, entry.directory, root]);

const sync = (path: string, file: string, more: string = ''): string => `# === ${file}
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: "ssh://git@github.com/example/fleet", ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 10m, path: "${path}", prune: true, sourceRef: { kind: GitRepository, name: flux-system } ${more} }
`;

const APP = (path: string): string => `# === ${path}
apiVersion: v1
kind: Namespace
metadata: { name: apps }
`;

test('an empty repository has no cluster', () => {
  expect(entries(APP('README.md'))).toEqual([]);
});

describe('sync files of bootstrap', () => {
  test('make the directory that they sync a cluster', () => {
    expect(entries(bootstrapped('clusters/prod'))).toEqual([
      ['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod'],
    ]);
  });

  test('make each directory a cluster, sorted by name', () => {
    const text = `${bootstrapped('clusters/b')}${bootstrapped('clusters/a')}`;
    expect(clustersOf(text).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test.for(['./clusters/prod', 'clusters/prod', '/clusters/prod/', './clusters/../clusters/prod'])(
    'may spell the path as %s',
    (path) => {
      expect(entries(bootstrapped('clusters/prod', { path }))).toEqual([
        ['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod'],
      ]);
    },
  );

  test('may give the Flux Kustomization another name than its source', () => {
    const file = 'clusters/prod/flux-system/gotk-sync.yaml';
    const renamed = sync('./clusters/prod', file).replace(
      'kind: Kustomization\nmetadata: { name: flux-system,',
      'kind: Kustomization\nmetadata: { name: prod-config,',
    );
    expect(entries(renamed)).toEqual([['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod']]);
    const [cluster] = clustersOf(renamed);
    expect(cluster?.apps.map(({ object }) => object.id.name)).toEqual(['prod-config']);
  });

  test('bring up one cluster where another Flux Kustomization stands beside their own', () => {
    const all = `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: all, namespace: flux-system }
spec: { interval: 10m, path: ./clusters, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
    const text = sync('./clusters/prod', 'clusters/prod/flux-system/gotk-sync.yaml') + all;
    expect(entries(text)).toEqual([['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod']]);
  });

  test('may sync the root of the repository', () => {
    const text = sync('./', 'flux-system/gotk-sync.yaml') + APP('apps/ns.yaml');
    expect(entries(text)).toEqual([['.', 'gotk-sync', '', '']]);
    expect(clustersOf(text)[0]?.objects.map(({ id }) => id.kind)).toContain('Namespace');
  });

  test('may stand under another name, where the path holds the file', () => {
    expect(entries(sync('./clusters/prod', 'clusters/prod/flux/sync.yaml'))).toEqual([
      ['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod'],
    ]);
  });

  test('are found by their header where their path leads elsewhere', () => {
    const text = bootstrapped('clusters/demo', { path: './clusters/prod' }) + APP('clusters/prod/ns.yaml');
    expect(entries(text)).toEqual([['demo', 'gotk-sync', 'clusters/demo', 'clusters/prod']]);
  });

  test('of a repository that was copied into another one sync a part of the tree', () => {
    const text = bootstrapped('copies/fleet/clusters/prod', { path: './clusters/prod' });
    const [cluster] = clustersOf(text);
    expect(cluster?.entry).toMatchObject({
      directory: 'copies/fleet/clusters/prod',
      repository: 'copies/fleet',
    });
    expect(cluster?.root).toBe('copies/fleet/clusters/prod');
  });

  test('of a copied repository see nothing of the one around it', () => {
    const text =
      bootstrapped('copies/fleet/clusters/prod', { path: './clusters/prod' }) +
      sync('./apps', 'copies/fleet/clusters/prod/apps.yaml').replaceAll('name: flux-system', 'name: apps') +
      APP('apps/ns.yaml');
    const apps = clustersOf(text)[0]?.apps.map(({ object, ...app }) => [
      object.id.name,
      app.kind === 'Kustomization' && app.path.kind,
    ]);
    expect(apps).toContainEqual(['apps', 'missing']);
  });

  test('that overlays complete stand in a base and make no cluster', () => {
    const text = bootstrapped('apps/base', { path: './clusters/dev' }).replaceAll('/flux-system/', '/');
    expect(entries(text)).toEqual([]);
  });

  test('bring up one cluster where two of them stand in one file', () => {
    const inner = sync('./clusters/prod/inner', 'x').replaceAll('name: flux-system', 'name: inner');
    const outer = sync('./clusters/prod', 'x');
    const text = (inner + outer)
      .replace('# === x', '# === clusters/prod/flux-system/gotk-sync.yaml')
      .replace('# === x', '---');
    expect(entries(text + APP('clusters/prod/inner/ns.yaml'))).toEqual([
      ['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod'],
    ]);
  });

  test.for(['./clusters/prod', './extra'])('of an app that a cluster applies are none: %s', (path) => {
    const other = sync(path, 'clusters/prod/extra/sync.yaml')
      .replaceAll('name: flux-system', 'name: extra')
      .replace('example/fleet', 'example/other');
    expect(entries(bootstrapped('clusters/prod') + other)).toEqual([
      ['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod'],
    ]);
  });

  test('of two files for one directory make two clusters with their files in the name', () => {
    const text =
      sync('./clusters/prod', 'clusters/prod/a.yaml') + sync('./clusters/prod', 'clusters/prod/b.yaml');
    expect(clustersOf(text).map(({ name }) => name)).toEqual([
      'clusters/prod (clusters/prod/a.yaml)',
      'clusters/prod (clusters/prod/b.yaml)',
    ]);
  });

  const KUSTOMIZATION = 'metadata: { name: flux-system, namespace: flux-system }\nspec: { interval: 10m';
  test.for([
    ['another name than its source', KUSTOMIZATION, KUSTOMIZATION.replace('name: flux', 'name: other')],
    ['no path', 'path: "./clusters/prod", ', ''],
    ['a path elsewhere', './clusters/prod', './clusters/stg'],
  ] as const)('in a file without a header are none where the Kustomization has %s', ([, from, to]) => {
    const text = sync('./clusters/prod', 'clusters/prod/sync.yaml');
    expect(text).toContain(from);
    expect(clustersOf(text.replace(from, to)).map(({ entry }) => entry.kind)).not.toContain('gotk-sync');
  });

  test('may fetch from an OCIRepository or a Bucket', () => {
    for (const kind of ['OCIRepository', 'Bucket']) {
      const text = sync('./clusters/prod', 'clusters/prod/sync.yaml').replaceAll('GitRepository', kind);
      expect(entries(text)).toEqual([['prod', 'gotk-sync', 'clusters/prod', 'clusters/prod']]);
    }
  });
});

describe('a FluxInstance', () => {
  const instance = (syncSpec: string, file = 'flux/instance.yaml'): string => `# === ${file}
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec: { distribution: { version: 2.x }, sync: ${syncSpec} }
`;
  const SYNC = '{ kind: GitRepository, url: "https://x/y", ref: refs/heads/main, path: clusters/prod }';

  test('makes the directory that it syncs a cluster', () => {
    const text = instance(SYNC) + APP('clusters/prod/ns.yaml');
    expect(entries(text)).toEqual([['prod', 'flux-instance', 'clusters/prod', 'clusters/prod']]);
    const kinds = clustersOf(text)[0]?.objects.map(({ id }) => id.kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['FluxInstance', 'GitRepository', 'Kustomization', 'Namespace']),
    );
  });

  test.for([
    ['a path that is not here', '{ url: "https://x/y", path: clusters/gone }'],
    ['a path that is all variable', '{ url: "https://x/y", path: "${PATH}/in" }'],
    ['no path', '{ url: "https://x/y" }'],
    ['no sync', '{}'],
    ['a sync that is no mapping', '[x]'],
  ] as const)('makes none with %s', ([, syncSpec]) => {
    const text = instance(syncSpec) + APP('clusters/prod/ns.yaml');
    expect(clustersOf(text).map(({ entry }) => entry.kind)).not.toContain('flux-instance');
  });
});

describe('a flux-system directory that is not filled', () => {
  test.for(['', '# This file will be generated automatically by flux bootstrap.\n'])(
    'is an incomplete cluster: %j',
    (content) => {
      const text = `# === clusters/prod/flux-system/gotk-sync.yaml\n${content}${APP('clusters/prod/ns.yaml')}`;
      const [cluster] = clustersOf(text);
      expect(cluster).toMatchObject({
        name: 'prod',
        root: 'clusters/prod',
        entry: { kind: 'incomplete', file: 'clusters/prod/flux-system', directory: 'clusters/prod' },
      });
      expect(cluster?.objects.map(({ id }) => id.kind)).toContain('Namespace');
    },
  );

  test('is incomplete with components alone', () => {
    const text = bootstrapped('clusters/prod').replace(/# === \S+gotk-sync[\s\S]*$/, '');
    expect(entries(text)).toEqual([['prod', 'incomplete', 'clusters/prod', 'clusters/prod']]);
    expect(clustersOf(text)[0]?.flux.version?.text).toBe('v2.9.4');
  });

  test('is no second cluster beside sync objects in another file', () => {
    const text =
      sync('./clusters/prod', 'clusters/prod/flux-system/sync.yaml') +
      '# === clusters/prod/flux-system/gotk-components.yaml\n# empty\n';
    expect(clustersOf(text)).toHaveLength(1);
  });

  test('is none in a base', () => {
    expect(entries('# === apps/base/gotk-components.yaml\n\n')).toEqual([]);
  });
});

describe('named entries', () => {
  const text = APP('sites/berlin/ns.yaml');

  test('are clusters, whatever stands there', () => {
    const { clusters } = loadModel(parseRepo(text).tree, { clusters: [{ path: './sites/berlin' }] });
    expect(clusters.map(({ name, root, entry }) => [name, root, entry.kind])).toEqual([
      ['berlin', 'sites/berlin', 'unbootstrapped'],
    ]);
  });

  test('may bring a name', () => {
    const { clusters } = loadModel(parseRepo(text + bootstrapped('clusters/prod')).tree, {
      clusters: [{ path: 'sites/berlin', name: 'bln' }],
    });
    expect(clusters.map(({ name }) => name)).toEqual(['bln', 'prod']);
  });

  test.for(['sites/gone', '../x', '/abs', 'sites/berlin/ns.yaml'])(
    'must be directories: %s is none',
    (path) => {
      expect(() => loadModel(parseRepo(text).tree, { clusters: [{ path }] })).toThrow(path);
    },
  );
});

test('YAML that is broken hides no other cluster', () => {
  const broken = '# === clusters/stg/flux-system/gotk-sync.yaml\nkustomize.toolkit.fluxcd.io/v1: [\n';
  const names = clustersOf(broken + bootstrapped('clusters/prod')).map(({ name, entry }) => [
    name,
    entry.kind,
  ]);
  expect(names).toEqual([
    ['prod', 'gotk-sync'],
    ['stg', 'incomplete'],
  ]);
});

test('a FluxInstance may sync a bucket, and everything else that comes from it', () => {
  const { tree } = parseRepo(`# === clusters/prod/flux-system/instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: Bucket, url: minio.example.com, ref: fleet, path: clusters/prod }
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, sourceRef: { kind: Bucket, name: flux-system } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: other, namespace: flux-system }
spec: { endpoint: minio.example.com, bucketName: other }
# === apps/c.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: d }
`);
  const [cluster] = loadModel(tree).clusters;
  expect(cluster?.objects.map(({ id }) => id.name)).toContain('c');
  expect(cluster?.sources.map(({ object, content }) => [object.id.name, content.kind])).toEqual([
    ['other', 'unknown'],
    ['flux-system', 'tree'],
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryTree, treeOf } from '../source/file-tree.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { hostileShapes } from '../testing/hostile-shapes.js';
import { parseRepo, type Repo } from '../testing/repo.js';
import { graphOf } from './graph.js';
import { inventoryOf } from './inventory.js';
import { loadModel } from './load-model.js';
import type { FluxModel } from './model.js';
import type { External } from './walk/externals.js';

const REPO = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps/\${env:=production}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  dependsOn: [{ name: infra }]
  patches: [{ target: { kind: HelmRelease }, patch: '- { op: add, path: /spec/suspend, value: true }' }]
  images: [{ name: web, newTag: v2 }]
  components: [../component]
  postBuild: { substitute: { env: production, size: "3" }, substituteFrom: [{ kind: ConfigMap, name: vars, optional: true }] }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
spec: { path: ./infra, sourceRef: { kind: GitRepository, name: flux-system }, wait: true }
---
apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: gen, namespace: flux-system }
spec:
  sources: [{ alias: fleet, kind: GitRepository, name: flux-system }]
  pathPattern: "@fleet/apps/{app}"
  artifacts: [{ name: "app-{app}", copy: [{ from: "@fleet/apps/{app}/**", to: "@artifact/", exclude: ["*.md"] }] }]
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: set, namespace: flux-system }
spec:
  inputs: [{ team: a }]
  resources: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: "<< inputs.team >>", namespace: d } }]
# === apps/production/kustomization.yaml
resources: [../base]
namespace: web
# === apps/base/kustomization.yaml
resources: [release.yaml, config.yaml]
configMapGenerator: [{ name: generated, literals: [a=b] }]
# === apps/base/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web }
spec:
  chart: { spec: { chart: web, version: 1.x, sourceRef: { kind: HelmRepository, name: charts } } }
  valuesFrom: [{ kind: ConfigMap, name: values, targetPath: a.b }]
  values: { image: web, replicas: "\${size}" }
# === apps/base/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: values }
data: { values.yaml: "a: 1" }
# === apps/component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
labels: [{ pairs: { team: web } }]
# === infra/charts.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: web }
spec: { url: "https://charts.example" }
# === operator/instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec: { distribution: { version: 2.8.x }, sync: { kind: GitRepository, url: "https://x/y", ref: refs/heads/main, path: infra } }
`);

/** What a model says, as plain data. */
const told = (model: FluxModel): unknown => ({
  inventory: inventoryOf(model),
  graph: graphOf(model, { objects: 'all' }),
  detached: [model.detached.files, model.detached.builds.map(({ directory }) => directory)],
  diagnostics: model.diagnostics,
  gaps: model.gaps,
});

test('an empty repository is a model without clusters', () => {
  const model = loadModel(memoryTree({}));
  expect(model).toMatchObject({ clusters: [], gaps: [], diagnostics: [] });
  expect(model.detached).toMatchObject({ objects: [], builds: [], files: [] });
});

test('clusters of every kind stand side by side, sorted by name', () => {
  const model = loadModel(REPO.tree);
  expect(model.clusters.map(({ name, entry }) => [name, entry.kind])).toEqual([
    ['infra', 'flux-instance'],
    ['prod', 'gotk-sync'],
  ]);
});

test('the same repository gives the same model each time', () => {
  const again = memoryTree(REPO.files);
  expect(told(loadModel(again))).toEqual(told(loadModel(REPO.tree)));
});

test('reading a tree twice changes nothing', () => {
  const tree = memoryTree(REPO.files);
  const first = told(loadModel(tree));
  expect(told(loadModel(tree))).toEqual(first);
});

describe('any repository', () => {
  test.for([...hostileShapes(REPO, 60)])('is loaded: $change', ({ tree }: Repo) => {
    const model = loadModel(tree);
    expect(Array.isArray(model.clusters)).toBe(true);
    expect(() => told(model)).not.toThrow();
  });

  test('is loaded, whatever is in its files', () => {
    const paths = Object.keys(REPO.files);
    const change = fc.tuple(
      fc.constantFrom(...paths),
      fc.nat(400),
      fc.nat(60),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const files = { ...REPO.files };
        for (const [path, at, length, text] of changes) {
          const old = files[path] ?? '';
          files[path] = old.slice(0, at) + text + old.slice(at + length);
        }
        expect(() => loadModel(memoryTree(files))).not.toThrow();
      }),
      { numRuns: 40 },
    );
  });

  test('is loaded without the files that cannot be read', () => {
    const broken = treeOf(REPO.tree.paths, (path) =>
      path.endsWith('release.yaml') ? undefined : REPO.tree.read(path),
    );
    const model = loadModel(broken);
    expect(model.clusters.map(({ name }) => name)).toContain('prod');
  });

  test('may have CRLF and a byte order mark', () => {
    const files = Object.fromEntries(
      Object.entries(REPO.files).map(([path, text]) => [path, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
    );
    const ids = (model: FluxModel): string[] =>
      model.clusters.flatMap(({ objects }) => objects.map(({ id }) => `${id.kind}/${id.name}`));
    expect(ids(loadModel(memoryTree(files)))).toEqual(ids(loadModel(REPO.tree)));
  });
});

describe('what the configuration says is in the cluster', () => {
  const wanting = (externals: readonly External[]): string | undefined => {
    const text = `${bootstrapped('clusters/prod')}# === clusters/prod/app.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: web }
spec: { chartRef: { kind: OCIRepository, name: chart, namespace: charts } }
`;
    const [cluster] = loadModel(parseRepo(text).tree, { externals }).clusters;
    return cluster?.references.find(({ wanted }) => wanted.name === 'chart')?.to.kind;
  };

  test.for<[external: External, state: string]>([
    [{ kind: 'OCIRepository' }, 'unknown'],
    [{ kind: 'OCIRepository', name: 'chart' }, 'unknown'],
    [{ kind: 'OCIRepository', name: 'chart', namespace: 'charts' }, 'unknown'],
    [{ kind: 'OCIRepository', name: 'other' }, 'missing'],
    [{ kind: 'OCIRepository', namespace: 'web' }, 'missing'],
    [{ kind: 'GitRepository', name: 'chart' }, 'missing'],
  ])('%j makes a source %s', ([external, state]) => {
    expect(wanting([external])).toBe(state);
  });

  test('without it the source is missing', () => {
    expect(wanting([])).toBe('missing');
  });
});

describe('clusters of one repository', () => {
  test('that sync different branches are each taken to be the files at hand', () => {
    const other = bootstrapped('clusters/b').replace('branch: main', 'branch: staging');
    const model = loadModel(parseRepo(bootstrapped('clusters/a') + other).tree);
    for (const { sources } of model.clusters) {
      expect(sources.map(({ content }) => content.kind)).toEqual(['tree']);
    }
  });

  test('know the address of the repository from each other', () => {
    const source = `# === clusters/empty/src.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: fleet, namespace: flux-system }
spec: { url: "https://github.com/example/fleet", ref: { branch: main } }
# === clusters/empty/flux-system/gotk-sync.yaml
# nothing yet
`;
    const model = loadModel(parseRepo(bootstrapped('clusters/prod') + source).tree);
    const empty = model.clusters.find(({ name }) => name === 'empty');
    expect(empty?.sources[0]?.content).toMatchObject({ kind: 'tree', self: true });
  });
});

describe('an entry of the configuration', () => {
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === deploy/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, sourceRef: { kind: GitRepository, name: flux-system } }
`);
  const load = (...clusters: { path: string; name?: string }[]): unknown[] =>
    loadModel(tree, { clusters }).clusters.map(({ name, entry }) => [name, entry.kind]);

  test('names a cluster that is found by itself as well', () => {
    expect(load({ path: 'clusters/prod', name: 'live' })).toEqual([['live', 'gotk-sync']]);
    expect(load({ path: './clusters/prod/' })).toEqual([['prod', 'gotk-sync']]);
  });

  test('takes its name from one that is found', () => {
    expect(load({ path: 'deploy', name: 'prod' })).toEqual([
      ['clusters/prod', 'gotk-sync'],
      ['prod', 'unbootstrapped'],
    ]);
  });

  test.for<[what: string, clusters: { path: string; name?: string }[], expected: RegExp]>([
    ['a directory that is not there', [{ path: 'gone' }], /'gone' is no directory/],
    ['one directory twice', [{ path: 'deploy' }, { path: './deploy' }], /'deploy' is given twice/],
    [
      'one name twice',
      [
        { path: 'deploy', name: 'a' },
        { path: 'clusters', name: 'a' },
      ],
      /'a' is given twice/,
    ],
  ])('is refused for %s', ([, clusters, expected]) => {
    expect(() => load(...clusters)).toThrow(expected);
  });
});

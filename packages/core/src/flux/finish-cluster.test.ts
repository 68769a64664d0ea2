import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../testing/bootstrapped.js';
import { parseRepo } from '../testing/repo.js';
import { toPlain } from '../yaml/nodes/to-plain.js';
import { loadModel } from './load-model.js';
import type { Cluster, HelmReleaseApp } from './model.js';

function load(manifests: string, files: string = '', directory: string = 'clusters/prod'): Cluster {
  const text = `${bootstrapped(directory)}# === ${directory}/objects.yaml\n${manifests}${files}`;
  const [cluster] = loadModel(parseRepo(text).tree).clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const release = (spec: string, metadata: string = '{ name: web, namespace: apps }'): string => `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: ${metadata}
spec: ${spec}
`;

function releaseIn(cluster: Cluster): HelmReleaseApp {
  const found = cluster.apps.find(({ kind }) => kind === 'HelmRelease');
  if (found?.kind !== 'HelmRelease') throw new Error('no release');
  return found;
}

const REPOSITORY = `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: apps }
spec: { url: "https://charts.example" }
`;

const CHART = '{ chart: { spec: { chart: web, sourceRef: { kind: HelmRepository, name: charts } } } }';

describe('a HelmRelease', () => {
  test('is an app with its source, which brings no manifests', () => {
    const app = releaseIn(load(release(CHART) + REPOSITORY));
    expect(app.source).toMatchObject({
      kind: 'found',
      target: { object: { id: { name: 'charts' } }, content: { kind: 'unknown' } },
    });
    expect(app.spec.chart?.spec?.chart).toBe('web');
    expect(app.object.appliedBy?.object.id.name).toBe('flux-system');
  });

  test('without its source has a missing one', () => {
    expect(releaseIn(load(release(CHART))).source).toMatchObject({
      kind: 'missing',
      wanted: { name: 'charts' },
    });
  });

  test('that names no source has an unknown one', () => {
    expect(releaseIn(load(release('{}'))).source.kind).toBe('unknown');
  });

  test('that names something else than a source has an unknown one', () => {
    const wrong = '{ chartRef: { apiVersion: v1, kind: ConfigMap, name: c } }';
    const config = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: apps }\n';
    expect(releaseIn(load(release(wrong) + config)).source.kind).toBe('unknown');
  });

  test('has the values of the ConfigMaps in its namespace', () => {
    const values = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: v, namespace: apps }\ndata: { values.yaml: "a: 1" }\n`;
    const app = releaseIn(
      load(release('{ valuesFrom: [{ kind: ConfigMap, name: v }], values: { b: 2 } }') + values),
    );
    expect(app.values.merged && toPlain(app.values.merged)).toEqual({ a: 1, b: 2 });
    expect(app.values).toBe(app.values);
  });

  test('has values that may be others where a ConfigMap is not in its namespace', () => {
    const values = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: v, namespace: other }\ndata: { values.yaml: "a: 1" }\n`;
    const app = releaseIn(
      load(release('{ valuesFrom: [{ kind: ConfigMap, name: v }], values: { b: 2 } }') + values),
    );
    expect(app.values.unknown).toContain('v');
    expect(app.values.merged && toPlain(app.values.merged)).toEqual({ b: 2 });
  });
});

describe('a cluster', () => {
  test.for([
    ['clusters/prod', 'production'],
    ['clusters/stg-eu', 'staging'],
    ['clusters/main', undefined],
    ['production/flux/clusters/main', 'production'],
  ] as const)('in %s speaks of the environment %s', ([directory, environment]) => {
    expect(load('', '', directory).environment).toBe(environment);
  });

  test('has every object once, with its kind in the list of sources where it is one', () => {
    const cluster = load(REPOSITORY);
    expect(cluster.sources.map(({ object }) => object.id.name).sort()).toEqual(['charts', 'flux-system']);
    const ids = cluster.objects.map(({ id }) => JSON.stringify(id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has as inputs what was built and where its objects stand', () => {
    const { inputs } = load(REPOSITORY, '# === unused.yaml\nx: y\n');
    expect([...inputs].sort()).toEqual([
      'clusters/prod/flux-system/gotk-components.yaml',
      'clusters/prod/flux-system/gotk-sync.yaml',
      'clusters/prod/flux-system/kustomization.yaml',
      'clusters/prod/objects.yaml',
    ]);
  });
});

describe('an app of Flux', () => {
  const app = (spec: string): string => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: ${spec}
`;
  const stateWith = (spec: string, files: string): string | undefined => {
    const cluster = load(app(spec), files);
    const found = cluster.apps.find(({ object }) => object.id.name === 'apps');
    return found?.kind === 'Kustomization' ? found.state : undefined;
  };
  const SOURCE = 'sourceRef: { kind: GitRepository, name: flux-system }';
  const GOOD = '# === apps/c.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: d }\n';

  test.for<[what: string, spec: string, files: string, state: string]>([
    ['all is there', `{ path: ./apps, ${SOURCE} }`, GOOD, 'whole'],
    ['the path is missing', `{ path: ./gone, ${SOURCE} }`, GOOD, 'broken'],
    ['the path is a file', `{ path: ./apps/c.yaml, ${SOURCE} }`, GOOD, 'broken'],
    [
      'the build fails',
      `{ path: ./apps, ${SOURCE} }`,
      '# === apps/kustomization.yaml\nresources: [gone.yaml]\n',
      'broken',
    ],
    [
      'a base is elsewhere',
      `{ path: ./apps, ${SOURCE} }`,
      '# === apps/kustomization.yaml\nresources: ["https://github.com/x/y"]\n',
      'unknown',
    ],
    ['there is no source', '{ path: ./apps }', GOOD, 'unknown'],
    ['the source is elsewhere', '{ path: ./apps, sourceRef: { kind: Bucket, name: b } }', GOOD, 'unknown'],
    [
      'a field of kustomize is unknown',
      `{ path: ./apps, ${SOURCE} }`,
      '# === apps/kustomization.yaml\nresources: []\nresource: []\n',
      'whole',
    ],
  ])('where %s', ([, spec, files, state]) => {
    expect(stateWith(spec, files)).toBe(state);
  });
});

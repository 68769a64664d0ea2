import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';

function load(manifests: string, files: string = ''): Cluster {
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/objects.yaml\n${manifests}${files}`;
  const { clusters } = loadModel(parseRepo(text).tree);
  const cluster = clusters.find(({ name }) => name === 'prod');
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const ids = ({ objects }: Cluster): string[] =>
  objects.map(({ id }) => `${id.kind}/${id.namespace}/${id.name}`);

const INSTANCE =
  'sync: { kind: GitRepository, name: tenants, url: "https://x/y", ref: refs/heads/main, path: tenants }';
const TENANTS =
  '# === tenants/c.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: tenant, namespace: d }\n';

describe('a FluxInstance in a cluster', () => {
  const text = `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: ops }
spec: { ${INSTANCE} }
`;

  test('brings its source and its Flux Kustomization, which is followed', () => {
    expect(ids(load(text, TENANTS))).toEqual(
      expect.arrayContaining([
        'GitRepository/ops/tenants',
        'Kustomization/ops/tenants',
        'ConfigMap/d/tenant',
      ]),
    );
  });

  test('owns them where it is owned itself', () => {
    const made = load(text, TENANTS).objects.find(({ id }) => id.name === 'tenants');
    expect(made?.appliedBy?.object.id.name).toBe('flux-system');
  });

  test('makes Flux known as that of the operator', () => {
    expect(load(text, TENANTS).flux.by).toBe('flux-operator');
  });
});

describe("the operator's chart in a cluster", () => {
  const release = (spec: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flux, namespace: ops }
spec: ${spec}
`;

  test('brings an instance of the values under instance', () => {
    const spec = `{ chart: { spec: { chart: flux-instance } }, values: { instance: { ${INSTANCE} } } }`;
    expect(ids(load(release(spec), TENANTS))).toEqual(
      expect.arrayContaining(['FluxInstance/ops/flux', 'Kustomization/ops/tenants', 'ConfigMap/d/tenant']),
    );
  });

  test('is known by the name of its chartRef as well, with values from a ConfigMap', () => {
    const spec =
      '{ chartRef: { kind: OCIRepository, name: flux-instance }, valuesFrom: [{ kind: ConfigMap, name: v }] }';
    const values = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: v, namespace: ops }\ndata:\n  values.yaml: |\n    instance: { ${INSTANCE} }\n`;
    expect(ids(load(release(spec) + values, TENANTS))).toContain('ConfigMap/d/tenant');
  });

  test.for([
    '{ chart: { spec: { chart: podinfo } }, values: { instance: { sync: { path: tenants } } } }',
    '{ chart: { spec: { chart: flux-instance } }, values: { instance: {} } }',
    '{ chart: { spec: { chart: flux-instance } }, values: { instance: [x] } }',
    '{ chart: { spec: { chart: flux-instance } } }',
  ])('brings nothing with %s', (spec) => {
    expect(ids(load(release(spec), TENANTS)).filter((id) => id.startsWith('FluxInstance'))).toEqual([]);
  });
});

describe('a ResourceSet in a cluster', () => {
  const set = (spec: string): string => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: set, namespace: flux-system }
spec: ${spec}
`;
  const APP = `{ apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization,
    metadata: { name: "<< inputs.team >>", namespace: flux-system },
    spec: { path: "<< inputs.team >>", sourceRef: { kind: GitRepository, name: flux-system } } }`;

  test('brings apps that are followed', () => {
    const cluster = load(set(`{ inputs: [{ team: tenants }], resources: [${APP}] }`), TENANTS);
    expect(ids(cluster)).toEqual(
      expect.arrayContaining(['Kustomization/flux-system/tenants', 'ConfigMap/d/tenant']),
    );
    const app = cluster.objects.find(({ id }) => id.name === 'tenants');
    expect(app?.appliedBy?.object.id.name).toBe('flux-system');
  });

  test('takes the inputs of a provider in its own namespace only', () => {
    const provider = (namespace: string): string => `---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: { name: inputs, namespace: ${namespace} }
spec: { type: Static, defaultValues: { team: tenants } }
`;
    const spec = `{ inputsFrom: [{ name: inputs }], resources: [${APP}] }`;
    expect(ids(load(set(spec) + provider('flux-system'), TENANTS))).toContain('ConfigMap/d/tenant');
    expect(ids(load(set(spec) + provider('other'), TENANTS))).not.toContain('ConfigMap/d/tenant');
  });

  test('with inputs from elsewhere makes what it could bring unknown', () => {
    const release = `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: d }
spec: { chartRef: { kind: OCIRepository, name: gone } }
`;
    const source = ({ references }: Cluster): string | undefined =>
      references.find(({ wanted }) => wanted.name === 'gone')?.to.kind;
    expect(source(load(set(`{ inputs: [{ team: a }], resources: [] }`) + release))).toBe('missing');
    expect(source(load(set(`{ inputsFrom: [{ name: gone-too }], resources: [${APP}] }`) + release))).toBe(
      'unknown',
    );
  });

  test('does not have to end where it makes another one of its kind', () => {
    const inner =
      '{ apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSet, metadata: { name: set, namespace: flux-system }, spec: {} }';
    expect(ids(load(set(`{ resources: [${inner}] }`)))).toContain('ResourceSet/flux-system/set');
  });
});

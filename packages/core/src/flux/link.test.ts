import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../testing/bootstrapped.js';
import { parseRepo } from '../testing/repo.js';
import { showPathOf } from '../yaml/nodes/node-path.js';
import type { ReferenceRole } from './kinds/references.data.js';
import { loadModel } from './load-model.js';
import type { Cluster, Reference } from './model.js';

function load(manifests: string): Cluster {
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/objects.yaml\n${manifests}`;
  const { clusters } = loadModel(parseRepo(text).tree);
  const [cluster] = clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const GROUPS = {
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
  HelmRelease: 'helm.toolkit.fluxcd.io/v2',
  Alert: 'notification.toolkit.fluxcd.io/v1beta3',
  Provider: 'notification.toolkit.fluxcd.io/v1beta3',
  Receiver: 'notification.toolkit.fluxcd.io/v1',
  ImageRepository: 'image.toolkit.fluxcd.io/v1',
  ImagePolicy: 'image.toolkit.fluxcd.io/v1',
  ImageUpdateAutomation: 'image.toolkit.fluxcd.io/v1',
  ArtifactGenerator: 'source.extensions.fluxcd.io/v1beta1',
  FluxInstance: 'fluxcd.controlplane.io/v1',
  ResourceSet: 'fluxcd.controlplane.io/v1',
  ResourceSetInputProvider: 'fluxcd.controlplane.io/v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  ServiceAccount: 'v1',
  Namespace: 'v1',
  Deployment: 'apps/v1',
  GitRepository: 'source.toolkit.fluxcd.io/v1',
  OCIRepository: 'source.toolkit.fluxcd.io/v1',
  HelmRepository: 'source.toolkit.fluxcd.io/v1',
  HelmChart: 'source.toolkit.fluxcd.io/v1',
  Bucket: 'source.toolkit.fluxcd.io/v1',
} as const;
type Kind = keyof typeof GROUPS;

const object = (kind: Kind, name: string, spec: string = '{}', namespace: string = 'team'): string => `---
apiVersion: ${GROUPS[kind]}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`;

/** The references of the object `x`. */
const of = (cluster: Cluster): readonly Reference[] =>
  cluster.references.filter(({ from }) => from.id.name === 'x');

describe('fields that name other objects', () => {
  test.for<[kind: Kind, spec: string, path: string, role: ReferenceRole, to: Kind]>([
    ['Kustomization', '{ sourceRef: { kind: Bucket, name: y } }', 'spec.sourceRef.name', 'source', 'Bucket'],
    [
      'Kustomization',
      '{ dependsOn: [{ name: y }] }',
      'spec.dependsOn[0].name',
      'dependency',
      'Kustomization',
    ],
    [
      'Kustomization',
      '{ decryption: { secretRef: { name: y } } }',
      'spec.decryption.secretRef.name',
      'secret',
      'Secret',
    ],
    [
      'Kustomization',
      '{ kubeConfig: { secretRef: { name: y } } }',
      'spec.kubeConfig.secretRef.name',
      'secret',
      'Secret',
    ],
    [
      'Kustomization',
      '{ kubeConfig: { configMapRef: { name: y } } }',
      'spec.kubeConfig.configMapRef.name',
      'config',
      'ConfigMap',
    ],
    [
      'Kustomization',
      '{ postBuild: { substituteFrom: [{ kind: ConfigMap, name: y }] } }',
      'spec.postBuild.substituteFrom[0].name',
      'variables',
      'ConfigMap',
    ],
    [
      'Kustomization',
      '{ serviceAccountName: y }',
      'spec.serviceAccountName',
      'service-account',
      'ServiceAccount',
    ],
    [
      'Kustomization',
      '{ decryption: { serviceAccountName: y } }',
      'spec.decryption.serviceAccountName',
      'service-account',
      'ServiceAccount',
    ],
    [
      'Kustomization',
      '{ healthChecks: [{ kind: Deployment, name: y }] }',
      'spec.healthChecks[0].name',
      'health-check',
      'Deployment',
    ],
    [
      'HelmRelease',
      '{ chart: { spec: { sourceRef: { kind: HelmRepository, name: y } } } }',
      'spec.chart.spec.sourceRef.name',
      'source',
      'HelmRepository',
    ],
    [
      'HelmRelease',
      '{ chartRef: { kind: OCIRepository, name: y } }',
      'spec.chartRef.name',
      'source',
      'OCIRepository',
    ],
    ['HelmRelease', '{ dependsOn: [{ name: y }] }', 'spec.dependsOn[0].name', 'dependency', 'HelmRelease'],
    [
      'HelmRelease',
      '{ valuesFrom: [{ kind: Secret, name: y }] }',
      'spec.valuesFrom[0].name',
      'values',
      'Secret',
    ],
    [
      'HelmRelease',
      '{ kubeConfig: { secretRef: { name: y } } }',
      'spec.kubeConfig.secretRef.name',
      'secret',
      'Secret',
    ],
    [
      'HelmChart',
      '{ sourceRef: { kind: GitRepository, name: y } }',
      'spec.sourceRef.name',
      'source',
      'GitRepository',
    ],
    ['GitRepository', '{ secretRef: { name: y } }', 'spec.secretRef.name', 'secret', 'Secret'],
    [
      'GitRepository',
      '{ include: [{ repository: { name: y } }] }',
      'spec.include[0].repository.name',
      'include',
      'GitRepository',
    ],
    [
      'OCIRepository',
      '{ verify: { secretRef: { name: y } } }',
      'spec.verify.secretRef.name',
      'secret',
      'Secret',
    ],
    ['HelmRepository', '{ certSecretRef: { name: y } }', 'spec.certSecretRef.name', 'secret', 'Secret'],
    ['Bucket', '{ proxySecretRef: { name: y } }', 'spec.proxySecretRef.name', 'secret', 'Secret'],
    [
      'ArtifactGenerator',
      '{ sources: [{ alias: a, kind: GitRepository, name: y }] }',
      'spec.sources[0].name',
      'source',
      'GitRepository',
    ],
    ['Alert', '{ providerRef: { name: y } }', 'spec.providerRef.name', 'provider', 'Provider'],
    [
      'Alert',
      '{ eventSources: [{ kind: HelmRelease, name: y }] }',
      'spec.eventSources[0].name',
      'event-source',
      'HelmRelease',
    ],
    [
      'Receiver',
      '{ resources: [{ kind: ImageRepository, name: y }] }',
      'spec.resources[0].name',
      'event-source',
      'ImageRepository',
    ],
    ['Receiver', '{ secretRef: { name: y } }', 'spec.secretRef.name', 'secret', 'Secret'],
    ['Provider', '{ secretRef: { name: y } }', 'spec.secretRef.name', 'secret', 'Secret'],
    [
      'ImagePolicy',
      '{ imageRepositoryRef: { name: y } }',
      'spec.imageRepositoryRef.name',
      'image-repository',
      'ImageRepository',
    ],
    ['ImageRepository', '{ secretRef: { name: y } }', 'spec.secretRef.name', 'secret', 'Secret'],
    [
      'ImageUpdateAutomation',
      '{ sourceRef: { kind: GitRepository, name: y } }',
      'spec.sourceRef.name',
      'source',
      'GitRepository',
    ],
    [
      'ResourceSet',
      '{ inputsFrom: [{ name: y }] }',
      'spec.inputsFrom[0].name',
      'inputs',
      'ResourceSetInputProvider',
    ],
    [
      'ResourceSet',
      '{ serviceAccountName: y }',
      'spec.serviceAccountName',
      'service-account',
      'ServiceAccount',
    ],
    ['ResourceSetInputProvider', '{ secretRef: { name: y } }', 'spec.secretRef.name', 'secret', 'Secret'],
  ])('%s %s', ([kind, spec, path, role, to]) => {
    const [reference, ...others] = of(load(object(kind, 'x', spec) + object(to, 'y')));
    expect(others).toEqual([]);
    expect(reference).toMatchObject({ role, optional: false, to: { kind: 'found' } });
    expect(reference && showPathOf(reference.path)).toBe(path);
    const target = reference?.to.kind === 'found' ? reference.to.target.id : undefined;
    expect(target).toMatchObject({ kind: to, namespace: 'team', name: 'y' });
  });

  test('have the place of the name', () => {
    const manifests = object('HelmRelease', 'x', '{ dependsOn: [{ name: "y" }] }');
    const span = of(load(manifests))[0]?.to.at.span;
    expect(span?.file).toBe('clusters/prod/objects.yaml');
    expect(manifests.slice(span?.start, span?.end)).toBe('"y"');
  });
});

describe('namespaces', () => {
  test('are those of the object where the field has none', () => {
    const cluster = load(
      object('HelmRelease', 'x', '{ dependsOn: [{ name: y }] }') + object('HelmRelease', 'y', '{}', 'other'),
    );
    expect(of(cluster)[0]).toMatchObject({ wanted: { namespace: 'team' }, to: { kind: 'missing' } });
  });

  test.for<[kind: Kind, spec: string, to: Kind]>([
    ['Kustomization', '{ sourceRef: { kind: Bucket, name: y, namespace: other } }', 'Bucket'],
    ['Kustomization', '{ dependsOn: [{ name: y, namespace: other }] }', 'Kustomization'],
    [
      'HelmRelease',
      '{ chart: { spec: { sourceRef: { kind: HelmRepository, name: y, namespace: other } } } }',
      'HelmRepository',
    ],
    ['Alert', '{ eventSources: [{ kind: Kustomization, name: y, namespace: other }] }', 'Kustomization'],
    ['ImagePolicy', '{ imageRepositoryRef: { name: y, namespace: other } }', 'ImageRepository'],
  ])('can be named by %s %s', ([kind, spec, to]) => {
    expect(of(load(object(kind, 'x', spec) + object(to, 'y', '{}', 'other')))[0]?.to.kind).toBe('found');
  });

  test.for<[kind: Kind, spec: string, to: Kind]>([
    ['HelmChart', '{ sourceRef: { kind: GitRepository, name: y, namespace: other } }', 'GitRepository'],
    ['Alert', '{ providerRef: { name: y, namespace: other } }', 'Provider'],
    ['GitRepository', '{ include: [{ repository: { name: y, namespace: other } }] }', 'GitRepository'],
  ])('cannot be named by %s %s', ([kind, spec, to]) => {
    const [reference] = of(load(object(kind, 'x', spec) + object(to, 'y', '{}', 'other')));
    expect(reference).toMatchObject({ wanted: { namespace: 'team' }, to: { kind: 'missing' } });
  });

  test('do not matter for kinds of the whole cluster', () => {
    const namespace = '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: y }\n';
    const cluster = load(
      object('Kustomization', 'x', '{ healthChecks: [{ apiVersion: v1, kind: Namespace, name: y }] }') +
        namespace,
    );
    expect(of(cluster)[0]?.to.kind).toBe('found');
  });
});

describe('an object that is not there', () => {
  test.for<[kind: Kind, spec: string]>([
    ['Kustomization', '{ sourceRef: { kind: GitRepository, name: y } }'],
    ['HelmRelease', '{ dependsOn: [{ name: y }] }'],
    ['Kustomization', '{ kubeConfig: { configMapRef: { name: y } } }'],
    ['HelmRelease', '{ valuesFrom: [{ kind: ConfigMap, name: y }] }'],
    ['Alert', '{ providerRef: { name: y } }'],
    ['ImagePolicy', '{ imageRepositoryRef: { name: y } }'],
  ])('is missing for %s %s', ([kind, spec]) => {
    expect(of(load(object(kind, 'x', spec)))[0]?.to.kind).toBe('missing');
  });

  test.for<[what: string, kind: Kind, spec: string]>([
    ['a Secret', 'Kustomization', '{ decryption: { secretRef: { name: y } } }'],
    ['the account that every namespace has', 'Kustomization', '{ serviceAccountName: default }'],
    ['an account', 'Kustomization', '{ serviceAccountName: y }'],
    [
      'an object of another kind',
      'Kustomization',
      '{ healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: y }] }',
    ],
  ])('is unknown where it is %s', ([, kind, spec]) => {
    const to = of(load(object(kind, 'x', spec)))[0]?.to;
    expect(to?.kind).toBe('unknown');
    expect(to?.kind === 'unknown' && to.reason.length).toBeGreaterThan(0);
  });

  test('is missing under another kind of that name', () => {
    const cluster = load(
      object('Kustomization', 'x', '{ sourceRef: { kind: GitRepository, name: y } }') +
        object('OCIRepository', 'y'),
    );
    expect(of(cluster)[0]?.to.kind).toBe('missing');
  });

  test('is known as optional', () => {
    const cluster = load(
      object(
        'HelmRelease',
        'x',
        '{ valuesFrom: [{ kind: ConfigMap, name: y, optional: true }, { kind: ConfigMap, name: z, optional: false }] }',
      ),
    );
    expect(of(cluster).map(({ optional }) => optional)).toEqual([true, false]);
  });
});

describe('what a reference says of the other kind', () => {
  test('is its group by apiVersion', () => {
    const [reference] = of(
      load(
        object(
          'Kustomization',
          'x',
          '{ healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: y }] }',
        ),
      ),
    );
    expect(reference?.wanted.group).toBe('apps');
  });

  test.for<[kind: string, group: string]>([
    ['HelmRelease', 'helm.toolkit.fluxcd.io'],
    ['StatefulSet', 'apps'],
    ['Job', 'batch'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io'],
    ['Service', ''],
  ])('is the usual group of %s where it names none', ([kind, group]) => {
    const [reference] = of(
      load(object('Kustomization', 'x', `{ healthChecks: [{ kind: ${kind}, name: y }] }`)),
    );
    expect(reference?.wanted).toMatchObject({ kind, group });
  });
});

describe('a field that names nothing', () => {
  test.for<[kind: Kind, spec: string]>([
    ['Kustomization', '{ sourceRef: {} }'],
    ['Kustomization', '{ sourceRef: { kind: GitRepository, name: "" } }'],
    ['Kustomization', '{ sourceRef: null, dependsOn: null, decryption: }'],
    ['Kustomization', '{ sourceRef: [x], dependsOn: { name: y }, healthChecks: [[]] }'],
    ['Kustomization', '{ serviceAccountName: { a: b } }'],
    ['Alert', '{ eventSources: [{ kind: Kustomization, name: "*" }] }'],
    ['Kustomization', '7'],
  ])('is no reference: %s %s', ([kind, spec]) => {
    expect(of(load(object(kind, 'x', spec)))).toEqual([]);
  });

  test('that cannot be known is an unknown reference', () => {
    const manifests =
      object(
        'Kustomization',
        'parent',
        '{ path: ./apps, sourceRef: { kind: GitRepository, name: flux-system }, postBuild: { substituteFrom: [{ kind: Secret, name: vars }] } }',
        'flux-system',
      ) +
      `# === apps/x.yaml\n${object('Kustomization', 'x', '{ dependsOn: [{ name: "app-${env}" }], sourceRef: { kind: GitRepository, name: y, namespace: "${ns}" } }')}`;
    expect(of(load(manifests)).map(({ to }) => to.kind)).toEqual(['unknown', 'unknown']);
  });
});

test('objects that are not of Flux have no references', () => {
  const cluster = load(
    object('Deployment', 'x', '{ serviceAccountName: y, sourceRef: { kind: Bucket, name: y } }'),
  );
  expect(of(cluster)).toEqual([]);
});

test('references come in the order of their fields, one for each item', () => {
  const cluster = load(
    object(
      'Kustomization',
      'x',
      '{ dependsOn: [{ name: b }, {}, { name: a }], sourceRef: { kind: Bucket, name: s } }',
    ),
  );
  expect(of(cluster).map(({ path }) => showPathOf(path))).toEqual([
    'spec.sourceRef.name',
    'spec.dependsOn[0].name',
    'spec.dependsOn[2].name',
  ]);
});

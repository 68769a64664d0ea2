import { describe, expect, test } from 'vitest';
import { type BootstrappedOptions, bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import { type FluxInstallation, parseVersion } from './installation.js';

function installation(text: string): FluxInstallation {
  const { clusters } = loadModel(parseRepo(text).tree);
  const [cluster] = clusters;
  if (!cluster || clusters.length > 1) throw new Error(`${clusters.length} clusters`);
  return cluster.flux;
}

const bootstrap = (options?: BootstrappedOptions): FluxInstallation =>
  installation(bootstrapped('clusters/prod', options));

const instance = (spec: string): string => `# === flux/instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  sync: { kind: GitRepository, url: "https://github.com/example/fleet", ref: refs/heads/main, path: clusters/prod }
  ${spec}
# === clusters/prod/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: apps }
`;

describe('a bootstrapped cluster', () => {
  test('has the release that its controllers are labelled with', () => {
    const { by, version } = bootstrap({ version: 'v2.8.3' });
    expect(by).toBe('bootstrap');
    expect(version).toMatchObject({ text: 'v2.8.3', minor: 8, patch: 3 });
    expect(version?.at.span.file).toBe('clusters/prod/flux-system/gotk-components.yaml');
  });

  test('has the controllers that stand in its files', () => {
    const components = ['source-controller', 'kustomize-controller', 'image-automation-controller'];
    expect([...(bootstrap({ components }).components ?? [])].sort()).toEqual([...components].sort());
  });

  test('knows its files', () => {
    expect(bootstrap().files).toEqual({
      directory: 'clusters/prod/flux-system',
      components: 'clusters/prod/flux-system/gotk-components.yaml',
      sync: 'clusters/prod/flux-system/gotk-sync.yaml',
      kustomization: 'clusters/prod/flux-system/kustomization.yaml',
    });
  });

  test('has them even if a kustomization of the cluster leaves them out', () => {
    const flux = installation(`${bootstrapped('clusters/prod')}# === clusters/prod/kustomization.yaml
resources: []
`);
    expect(flux.version?.text).toBe('v2.9.4');
  });

  test('has those after the patches of its kustomization', () => {
    const flux =
      installation(`${bootstrapped('clusters/prod')}# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
- target: { kind: Deployment, name: kustomize-controller }
  patch: |
    - op: add
      path: /spec/template/spec/containers/0/args/-
      value: --feature-gates=A=true,StrictPostBuildSubstitutions=false
`);
    expect(flux.substitution).toBe('lenient');
  });

  test('knows the kinds that its own files define', () => {
    const flux = installation(`${bootstrapped('clusters/prod')}# === clusters/prod/crd.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Cluster
  versions: [{ name: v1, served: true, storage: true }, { name: v1beta1, served: false, deprecated: true }]
`);
    expect([...flux.kinds.keys()]).toEqual(['example.com/Widget']);
    expect(flux.kinds.get('example.com/Widget')).toMatchObject({
      scope: 'Cluster',
      versions: [
        { name: 'v1', served: true, deprecated: false },
        { name: 'v1beta1', served: false, deprecated: true },
      ],
    });
  });
});

describe('variables that are not set', () => {
  test.for<[version: string, expected: string]>([
    ['v2.9.4', 'strict'],
    ['v2.10.0', 'strict'],
    ['v2.8.8', 'lenient'],
    ['v2.0.1', 'lenient'],
    ['v0.41.2', 'lenient'],
  ])('in %s make a cluster %s', ([version, expected]) => {
    expect(bootstrap({ version }).substitution).toBe(expected);
  });

  test('make a cluster strict where nobody knows the release', () => {
    expect(bootstrap({ version: 'latest' })).toMatchObject({ version: undefined, substitution: 'strict' });
  });

  test.for<[gates: string, expected: string]>([
    ['StrictPostBuildSubstitutions=true', 'strict'],
    ['StrictPostBuildSubstitutions=false', 'lenient'],
    ['Other=true,StrictPostBuildSubstitutions=true', 'strict'],
    ['StrictPostBuildSubstitutions=true,StrictPostBuildSubstitutions=false', 'lenient'],
    ['Other=false', 'lenient'],
    ['StrictPostBuildSubstitutions=1', 'strict'],
    ['StrictPostBuildSubstitutions=True', 'strict'],
  ])('follow the feature gates %s: %s', ([gates, expected]) => {
    const text = bootstrapped('clusters/prod', { version: 'v2.8.0' });
    const changed = text.replaceAll('--watch-all-namespaces=true', `"--feature-gates=${gates}"`);
    expect(installation(changed).substitution).toBe(expected);
  });

  test('are those that the kustomization beside the components patches in', () => {
    const text = bootstrapped('clusters/prod', { version: 'v2.8.0' }).replace(
      'resources:\n- gotk-components.yaml',
      `patches: [${ADD_GATE('StrictPostBuildSubstitutions=true')}]\nresources:\n- gotk-components.yaml`,
    );
    expect(installation(text).substitution).toBe('strict');
  });
});

const ADD_GATE = (gate: string): string =>
  `{ target: { kind: Deployment, name: kustomize-controller }, patch: '- { op: add, path: /spec/template/spec/containers/0/args/-, value: --feature-gates=${gate} }' }`;

describe('a cluster of the Flux Operator', () => {
  test.for<[version: string, minor: number, patch: number | undefined]>([
    ['2.8.3', 8, 3],
    ['v2.8.3', 8, 3],
    ['2.8.x', 8, undefined],
    ['"2.8"', 8, undefined],
    ['"~2.7"', 7, undefined],
    ['"2.x"', 9, undefined],
    ['"2.*"', 9, undefined],
    ['"2"', 9, undefined],
    ['"^2.7.0"', 9, undefined],
    ['"~2.7.0"', 7, undefined],
    ['"=2.7.1"', 7, undefined],
    ['">=2.7.0 <2.9.0"', 8, undefined],
    ['"*"', 9, undefined],
  ])('with the distribution %s has the minor %s', ([version, minor, patch]) => {
    const flux = installation(instance(`distribution: { version: ${version} }`));
    expect(flux).toMatchObject({ by: 'flux-operator', version: { minor, patch } });
    expect(flux.version?.at.span.file).toBe('flux/instance.yaml');
  });

  test.for(['"3.x"', 'latest', '{ a: b }'])('with the distribution %s has no known release', (version) => {
    expect(installation(instance(`distribution: { version: ${version} }`)).version).toBeUndefined();
  });

  test('has the components that it lists', () => {
    const flux = installation(instance('components: [source-controller, kustomize-controller]'));
    expect([...(flux.components ?? [])]).toEqual(['source-controller', 'kustomize-controller']);
  });

  test('has the four components that are the default where it lists none', () => {
    expect([...(installation(instance('distribution: { version: 2.x }')).components ?? [])]).toEqual([
      'source-controller',
      'kustomize-controller',
      'helm-controller',
      'notification-controller',
    ]);
  });

  test.for<[why: string, patch: string, expected: string]>([
    ['turns a gate on', ADD_GATE('StrictPostBuildSubstitutions=true'), 'strict'],
    ['turns it off', ADD_GATE('StrictPostBuildSubstitutions=false'), 'lenient'],
    [
      'is for another controller',
      ADD_GATE('StrictPostBuildSubstitutions=true').replace('kustomize-', 'helm-'),
      'lenient',
    ],
    ['fails', ADD_GATE('StrictPostBuildSubstitutions=true').replace('args/-', 'nowhere/-'), 'lenient'],
  ])('is strict or lenient as a patch that %s makes it: %s', ([, patch, expected]) => {
    const spec = `distribution: { version: 2.8.x }\n  kustomize: { patches: [${patch}] }`;
    expect(installation(instance(spec)).substitution).toBe(expected);
  });

  test('listens to one patch although another one fails', () => {
    const bad = "{ target: { kind: Deployment }, patch: '- { op: remove, path: /spec/gone }' }";
    const spec = `distribution: { version: 2.8.x }\n  kustomize: { patches: [${bad}, ${ADD_GATE('StrictPostBuildSubstitutions=true')}] }`;
    expect(installation(instance(spec)).substitution).toBe('strict');
  });
});

test('a cluster that nothing installs knows nothing of its Flux', () => {
  const flux = installation(`# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/c.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: d }
`);
  expect(flux).toMatchObject({ by: 'unknown', version: undefined, components: undefined });
});

describe('the text of a release', () => {
  const at = { span: { file: 'a' as never, start: 0, end: 0 } };

  test.for<[text: string, minor: number | 'old', patch: number]>([
    ['v2.9.4', 9, 4],
    ['2.10.0', 10, 0],
    [' v2.0.0 ', 0, 0],
    ['v0.41.2', 'old', 2],
    ['v2.9.4-rc.1', 9, 4],
  ])('%j has the minor %s', ([text, minor, patch]) => {
    expect(parseVersion(text, at)).toMatchObject({ minor, patch });
  });

  test.for(['', 'latest', 'v1.2.3', '2.9', 'v3.0.0', '${VERSION}'])('%j is none', (text) => {
    expect(parseVersion(text, at)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import { loadModel } from '../load-model.js';
import type { Cluster, KustomizationApp } from '../model.js';

const PROD = bootstrapped('clusters/prod');

function load(text: string): Cluster {
  const { clusters } = loadModel(parseRepo(text).tree);
  const [cluster] = clusters;
  if (!cluster || clusters.length > 1) throw new Error(`${clusters.length} clusters`);
  return cluster;
}

const app = (
  name: string,
  path: string,
  more: string = '',
): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, path: "${path}", prune: true, sourceRef: { kind: GitRepository, name: flux-system } ${more} }
`;

const config = (name: string, data: string = '{}'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: flux-system }\ndata: ${data}\n`;

const appNames = ({ apps }: Cluster): string[] => apps.map(({ object }) => object.id.name).sort();

function appNamed(cluster: Cluster, name: string): KustomizationApp {
  const found = cluster.apps.find(({ object }) => object.id.name === name);
  if (found?.kind !== 'Kustomization') throw new Error(`no ${name}`);
  return found;
}

const configs = ({ objects }: Cluster): string[] =>
  objects.filter(({ id }) => id.kind === 'ConfigMap').map(({ id }) => id.name);

describe('apps in apps', () => {
  const text = `${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps')}# === apps/inner.yaml
${app('inner', './inner')}# === apps/c.yaml
${config('outer')}# === inner/c.yaml
${config('inner')}# === elsewhere/c.yaml
${config('never')}`;

  test('are followed as deep as they go', () => {
    const cluster = load(text);
    expect(appNames(cluster)).toEqual(['apps', 'flux-system', 'inner']);
    expect(configs(cluster).sort()).toEqual(['inner', 'outer']);
  });

  test('know who applies them, up to what bootstrap put there', () => {
    const cluster = load(text);
    const by = (name: string): string | undefined => appNamed(cluster, name).object.appliedBy?.object.id.name;
    expect([by('inner'), by('apps'), by('flux-system')]).toEqual(['apps', 'flux-system', 'flux-system']);
  });

  test('are the same values wherever they are found', () => {
    const cluster = load(text);
    const inner = cluster.objects.find(({ id }) => id.name === 'inner' && id.kind === 'ConfigMap');
    expect(inner?.appliedBy).toBe(appNamed(cluster, 'inner'));
    expect(appNamed(cluster, 'inner').objects[0]).toBe(inner);
  });

  test('bring their files into the cluster', () => {
    const { inputs } = load(text);
    expect(inputs.has('inner/c.yaml' as never)).toBe(true);
    expect(inputs.has('elsewhere/c.yaml' as never)).toBe(false);
  });

  test('may apply themselves', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml\n${app('apps', './clusters/prod')}`);
    expect(appNames(cluster)).toEqual(['apps', 'flux-system']);
  });

  test('may apply each other', () => {
    const cluster = load(
      `${PROD}# === clusters/prod/a.yaml\n${app('a', './a')}# === a/b.yaml\n${app('b', './b')}# === b/a.yaml\n${app('a', './a')}`,
    );
    expect(appNames(cluster)).toEqual(['a', 'b', 'flux-system']);
    expect(cluster.contested.map(({ id }) => id.name)).toEqual(['a']);
  });

  test('come to an end although each one makes another', () => {
    const text = `${PROD}# === clusters/prod/a.yaml\n${app('a', './a', ', namePrefix: x-, nameSuffix: -y')}# === a/a.yaml\n${app('a', './a', ', namePrefix: x-')}`;
    expect(load(text).apps.length).toBeLessThan(60);
  });

  test('are found in a List', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${app('apps', './apps').trimEnd().replaceAll('\n', '\n  ')}\n`;
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml\n${list}# === apps/c.yaml\n${config('c')}`);
    expect(appNames(cluster)).toEqual(['apps', 'flux-system']);
  });
});

describe('what a parent does to an app', () => {
  test('by a patch changes what the app applies', () => {
    const cluster = load(`${PROD}# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
- patch: |
    - op: replace
      path: /spec/path
      value: ./apps/production
  target: { kind: Kustomization, name: apps }
# === clusters/prod/apps.yaml
${app('apps', './apps/base')}# === apps/base/c.yaml
${config('base')}# === apps/production/c.yaml
${config('production')}`);
    expect(configs(cluster)).toEqual(['production']);
  });

  test('by its own spec.patches changes what the app applies', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps', `, patches: [{ target: { kind: Kustomization }, patch: '- { op: add, path: /spec/targetNamespace, value: t }' }]`)}# === apps/inner.yaml
${app('inner', './inner')}# === inner/c.yaml
${config('c')}`);
    expect(appNamed(cluster, 'inner').objects.map(({ id }) => id.namespace)).toEqual(['t']);
  });

  test('by a variable changes what the app applies', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps', ', postBuild: { substitute: { env: production } }')}# === apps/inner.yaml
${app('inner', './inner/${env}')}# === inner/production/c.yaml
${config('c')}`);
    expect(appNamed(cluster, 'inner').path).toMatchObject({ kind: 'built', directory: 'inner/production' });
  });

  test('does not pass its own variables on', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps', ', postBuild: { substitute: { env: production } }')}# === apps/inner.yaml
${app('inner', './inner')}# === inner/c.yaml
${config('c', '{ a: "${env}" }')}`);
    const object = appNamed(cluster, 'inner').objects[0];
    expect(textAt(object?.body, 'data', 'a')).toBe('${env}');
  });

  test('by an unknown variable makes the app unknown, and silent', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps', ', postBuild: { substituteFrom: [{ kind: Secret, name: vars }] }')}# === apps/inner.yaml
${app('inner', './inner/${env}')}# === inner/production/c.yaml
${config('c')}`);
    expect(appNamed(cluster, 'inner')).toMatchObject({ path: { kind: 'unknown' }, state: 'unknown' });
  });
});

describe('variables that come up later', () => {
  test('are taken once their ConfigMap is there', () => {
    const cluster = load(`${PROD}# === clusters/prod/a.yaml
${app('a', './a', ', postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }')}# === clusters/prod/b.yaml
${app('b', './b')}# === a/c.yaml
${config('c', '{ a: "${x}" }')}# === b/vars.yaml
${config('vars', '{ x: found }')}`);
    expect(textAt(appNamed(cluster, 'a').objects[0]?.body, 'data', 'a')).toBe('found');
    expect(appNamed(cluster, 'a')).toMatchObject({ state: 'whole' });
  });

  test('are not taken from another namespace', () => {
    const cluster = load(`${PROD}# === clusters/prod/a.yaml
${app('a', './a', ', postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }')}# === clusters/prod/vars.yaml
${config('vars', '{ x: found }').replace('namespace: flux-system', 'namespace: other')}# === a/c.yaml
${config('c', '{ a: "${x}" }')}`);
    expect(textAt(appNamed(cluster, 'a').objects[0]?.body, 'data', 'a')).toBeUndefined();
    expect(appNamed(cluster, 'a').substitution.uses).toMatchObject([{ name: 'x', variable: 'unknown' }]);
  });
});

describe('an app', () => {
  const around = (more: string): Cluster =>
    load(
      `${PROD}# === clusters/prod/apps.yaml\n${app('apps', './apps', more)}# === apps/c.yaml\n${config('c')}`,
    );

  test.for([
    ['is suspended', ', suspend: true'],
    ['waits for another', ', dependsOn: [{ name: gone }]'],
  ] as const)('that %s is applied all the same: it was once, or will be', ([, more]) => {
    expect(configs(around(more))).toEqual(['c']);
  });

  test('for another cluster is rendered, but its objects are not in this one', () => {
    const cluster = around(', kubeConfig: { secretRef: { name: other } }');
    expect(configs(cluster)).toEqual([]);
    expect(appNamed(cluster, 'apps')).toMatchObject({ remote: true, objects: [{ id: { name: 'c' } }] });
  });

  test('whose path is not there is broken and does not end the walk', () => {
    const cluster = load(
      `${PROD}# === clusters/prod/a.yaml\n${app('a', './gone')}# === clusters/prod/b.yaml\n${app('b', './b')}# === b/c.yaml\n${config('c')}`,
    );
    expect(appNamed(cluster, 'a')).toMatchObject({ path: { kind: 'missing' }, state: 'broken', objects: [] });
    expect(appNamed(cluster, 'b')).toMatchObject({ state: 'whole' });
  });

  test('with a variable that is not set is broken', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps', ', postBuild: { substitute: { a: b } }')}# === apps/c.yaml
${config('c', '{ x: "${gone}" }')}`);
    expect(appNamed(cluster, 'apps')).toMatchObject({ state: 'broken' });
  });

  test('with a source that nobody can see is unknown', () => {
    const cluster = load(`${PROD}# === clusters/prod/apps.yaml
${app('apps', './apps').replace('kind: GitRepository', 'kind: OCIRepository')}# === apps/c.yaml\n${config('c')}`);
    expect(appNamed(cluster, 'apps')).toMatchObject({ state: 'unknown', path: { kind: 'unknown' } });
    expect(configs(cluster)).toEqual([]);
  });

  test('of the file of kustomize is none', () => {
    const cluster = load(
      `${PROD}# === clusters/prod/apps/kustomization.yaml\nresources: [c.yaml]\n# === clusters/prod/apps/c.yaml\n${config('c')}`,
    );
    expect(appNames(cluster)).toEqual(['flux-system']);
    expect(configs(cluster)).toEqual(['c']);
  });
});

describe('an object that two apps render', () => {
  const text = `${PROD}# === clusters/prod/a.yaml\n${app('a', './x')}# === clusters/prod/b.yaml\n${app('b', './x')}# === x/c.yaml\n${config('c')}`;

  test('is in the cluster once, from the first of them', () => {
    const cluster = load(text);
    const found = cluster.objects.filter(({ id }) => id.name === 'c');
    expect(found.map((object) => object.appliedBy?.object.id.name)).toEqual(['a']);
  });

  test('is told as contested for the second', () => {
    expect(load(text).contested.map(({ id, appliedBy }) => [id.name, appliedBy?.object.id.name])).toEqual([
      ['c', 'b'],
    ]);
  });
});

test('the apps come in the order in which they are applied: each after the one that brings it', () => {
  const app = (name: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { path: ./${name}, sourceRef: { kind: GitRepository, name: flux-system } }
`;
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/a.yaml
${app('web')}# === clusters/prod/z.yaml
${app('infra')}# === web/b.yaml
${app('web-part')}---
${app('infra-part')}# === infra/c.yaml
${app('infra-other')}# === web-part/d.yaml
${app('web-part-part')}# === web-part-part/e.yaml
${app('web')}`);
  const [cluster] = loadModel(tree).clusters;
  expect(cluster?.apps.map(({ object }) => object.id.name)).toEqual([
    'flux-system',
    'web',
    'web-part',
    'web-part-part',
    'infra-part',
    'infra',
    'infra-other',
  ]);
  expect(cluster?.apps[1]?.object.body.origin.span.file).toBe('clusters/prod/a.yaml');
  expect(cluster?.contested.map(({ appliedBy }) => appliedBy?.object.id.name)).toEqual(['web-part-part']);
});

test('an app that brings itself under another name again and again ends somewhere, and the report says so', () => {
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/a.yaml
${app('x', './loop', ', postBuild: { substitute: { n: x } }')}
# === loop/k.yaml
${app('"${n}x"', './loop', ', postBuild: { substitute: { n: "${n}x" } }')}`);
  const model = loadModel(tree);
  expect(model.clusters[0]?.apps.length).toBeGreaterThan(10);
  expect(model.gaps.map(({ code }) => code)).toContain('flux/endless');
});

test('what a ResourceSet makes only in the cluster is told as a gap', () => {
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/set.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: set, namespace: flux-system }
spec: { inputsFrom: [{ name: pulls }], resources: [{ kind: A, metadata: { name: n } }] }
`);
  expect(loadModel(tree).gaps).toMatchObject([
    {
      code: 'flux/resource-set',
      message: "The ResourceSet 'set' has inputs that are found only in the cluster.",
      clusters: ['prod'],
    },
  ]);
});

test('an app that goes back and forth brings nothing new without end', () => {
  const { tree } = parseRepo(`${PROD}# === clusters/prod/a.yaml
${app('x', './x', ', postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }')}
# === x/vars.yaml
${config('vars', '{ n: "${n:=a}b" }')}`);
  expect(loadModel(tree).gaps.map(({ code }) => code)).not.toContain('flux/endless');
});

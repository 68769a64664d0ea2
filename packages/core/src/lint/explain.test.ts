import { expect, test } from 'vitest';
import { loadModel } from '../flux/load-model.js';
import type { Story } from '../report/story.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { repo } from '../testing/repo.js';
import { explain, findCluster } from './explain.js';

const { tree, files } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./shop/prod
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substitute:
      zone: north
# === shop/base/kustomization.yaml
resources: [web.yaml]
configMapGenerator:
- name: settings
  literals:
  - color=red
# === shop/base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: { app: short, app.kubernetes.io/name: web }
spec:
  replicas: 1
  paused: true
  template:
    spec:
      containers:
      - name: web
        image: web:1
        args: ["--zone=${'$'}{zone}", "--b"]
# === shop/prod/kustomization.yaml
resources: [../base]
namespace: shop
patches:
- path: more.yaml
# === shop/prod/more.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  paused: null
`;
const model = loadModel(tree);

/** The story with the text of the first line of each step. */
function told(object: string, field?: string): { story: Story; steps: string[] } {
  const story = explain(model, 'prod', object, field);
  const steps = story.steps.map(
    ({ location: { file, line } }) => `${file}: ${files[file]?.split('\n')[line - 1]?.trim()}`,
  );
  return { story, steps };
}

test('tells where a value is written, and the way to the cluster from inside', () => {
  const { story, steps } = told('Deployment/shop/web', 'spec.template.spec.containers[0].image');
  expect(story).toMatchObject({ version: 1, cluster: 'prod', object: 'Deployment/shop/web', value: 'web:1' });
  expect(steps).toEqual([
    'shop/base/web.yaml: image: web:1',
    'shop/base/kustomization.yaml: resources: [web.yaml]',
    'shop/prod/kustomization.yaml: resources: [../base]',
    expect.stringContaining('clusters/prod/shop.yaml: '),
    expect.stringContaining('clusters/prod/flux-system/gotk-sync.yaml: '),
  ]);
});

test('tells of a patched value who patched it, the new text and the old one', () => {
  const { story, steps } = told('Deployment/shop/web', 'spec.replicas');
  expect(story.value).toBe(3);
  expect(steps.slice(0, 3)).toEqual([
    'shop/prod/kustomization.yaml: - path: more.yaml',
    'shop/prod/more.yaml: replicas: 3',
    'shop/base/web.yaml: replicas: 1',
  ]);
});

test('tells of a substituted value where the variable is defined and where it stands', () => {
  const { story, steps } = told('Deployment/shop/web', 'spec.template.spec.containers[0].args[0]');
  expect(story.value).toBe('--zone=north');
  expect(steps).toContain('clusters/prod/shop.yaml: zone: north');
  expect(steps).toContain('shop/base/web.yaml: args: ["--zone=$' + '{zone}", "--b"]');
});

test('tells of a generated value who generated it', () => {
  const name = model.clusters[0]?.objects.find(({ id }) => id.kind === 'ConfigMap')?.id.name ?? '';
  const { story, steps } = told(`ConfigMap/shop/${name}`, 'data.color');
  expect(story.value).toBe('red');
  expect(story.steps[0]?.message).toContain('configMapGenerator');
  expect(steps.some((step) => step.startsWith('shop/base/kustomization.yaml: '))).toBe(true);
});

test('tells of a removed value who took it away and what stood there', () => {
  const { story, steps } = told('Deployment/shop/web', 'spec.paused');
  expect(story).not.toHaveProperty('value');
  expect(story).not.toHaveProperty('unknown');
  expect(steps[0]).toMatch(
    /^shop\/prod\/more\.yaml: paused: null$|^shop\/prod\/kustomization\.yaml: - path: more\.yaml$/,
  );
  expect(steps).toContain('shop/base/web.yaml: paused: true');
});

test('tells of a value that was never there where its nearest parent stands', () => {
  const { story, steps } = told('Deployment/shop/web', 'spec.template.spec.nodeName');
  expect(story).not.toHaveProperty('value');
  expect(steps[0]).toBe('shop/base/web.yaml: containers:');
});

test('tells the story of a whole object', () => {
  const { story } = told('Deployment/shop/web');
  expect(story.field).toBe('');
  expect(story.value).toMatchObject({ kind: 'Deployment', spec: { replicas: 3 } });
});

test.for([
  ['a key with dots', 'metadata.labels.app.kubernetes.io/name'],
  ['a key in brackets', "metadata.labels['app.kubernetes.io/name']"],
  ['a key in brackets and double quotes', 'metadata.labels["app.kubernetes.io/name"]'],
  ['a dot at the beginning', '.metadata.labels.app.kubernetes.io/name'],
] as const)('reads a field with %s', ([, field]) => {
  expect(told('Deployment/shop/web', field).story.value).toBe('web');
});

test.for([
  '..',
  '[',
  '[]',
  '[x',
  "['",
  'spec[0]',
  'spec..replicas',
  'spec.replicas.x',
  'spec.template[0].x',
  '[9]',
])('has no value for the field %s, and does not fail', (field) => {
  expect(told('Deployment/shop/web', field).story).not.toHaveProperty('value');
});

test('finds an object whatever the case of its name', () => {
  expect(told('deployment/shop/WEB').story.object).toBe('Deployment/shop/web');
});

test('tells no step twice in a row', () => {
  const { story } = told('Deployment/shop/web', 'spec.replicas');
  const shown = story.steps.map((step) => JSON.stringify(step));
  expect(shown.filter((step, at) => step === shown[at - 1])).toEqual([]);
});

test('refuses a cluster that there is not, and names those that there are', () => {
  expect(() => explain(model, 'staging', 'Deployment/shop/web')).toThrow(
    expect.objectContaining({ code: 'no-such-cluster', message: expect.stringMatching(/'staging'.*prod/) }),
  );
  expect(() => findCluster({ ...model, clusters: [] }, 'prod')).toThrow(/none/);
});

test('refuses an object that there is not, and offers the nearest one', () => {
  expect(() => explain(model, 'prod', 'Deployment/shop/wbe')).toThrow(
    expect.objectContaining({
      code: 'no-such-object',
      message: expect.stringContaining("'Deployment/shop/web'"),
    }),
  );
  expect(() => explain(model, 'prod', 'x')).toThrow(expect.not.stringContaining('Did you mean'));
});

test('does not claim to know a value that only the cluster knows', () => {
  const { tree: open } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./shop
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substituteFrom:
    - { kind: Secret, name: in-the-cluster }
# === shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { zone: "in-${'$'}{zone}" }
`;
  const story = explain(loadModel(open), 'prod', 'ConfigMap/shop/settings', 'data.zone');
  expect(story).not.toHaveProperty('value');
  expect(story.unknown).toEqual(expect.any(String));
});

import { expect, test } from 'vitest';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Span } from '../source/span.js';
import { repo } from '../testing/repo.js';
import type { Origin } from '../yaml/nodes/node.js';
import { nodeAt, type Path } from '../yaml/nodes/node-path.js';
import { buildKustomization } from './build.js';

const show = (tree: FileTree, { file, start, end }: Span) =>
  `${file} ${tree.read(file)?.text.slice(start, end)}`;

/** How a value came about, the newest first: the step, and the characters that wrote the value. */
const history = (tree: FileTree, { span, step, was }: Origin): string[] => [
  `${step ? `${step.kind} ${step.what}: ` : ''}${show(tree, span)}`,
  ...(was ? history(tree, was) : []),
];

/** The history of one value of the only object, and what asked for the last step. */
const traced = (kustomization: string, object: string, ...path: Path) => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
${kustomization}
# === app/o.yaml
${object}
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics).toEqual([]);
  const origin = nodeAt(build.objects[0]?.body, ...path)?.origin;
  return {
    history: origin && history(tree, origin),
    by: origin?.step && show(tree, origin.step.by),
    from: origin?.step?.from?.map((each) => history(tree, each)),
  };
};

const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: conf, namespace: dev } }';
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: old } }
spec:
  replicas: 1
  template: { spec: { containers: [{ name: c, image: nginx:1.0 }] } }`;
const TASK = `apiVersion: batch/v1
kind: CronJob
metadata: { name: task }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: nginx:1.0 }] } } } } }`;
const IMAGE = ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0, 'image'];

test('leaves a value that nothing changes as it was written', () => {
  expect(traced('namePrefix: x-', CONFIG_MAP, 'kind')).toEqual({
    history: ['app/o.yaml ConfigMap'],
    by: undefined,
    from: undefined,
  });
});

test('a namespace points at the field of the kustomization, and remembers the one that was written', () => {
  expect(traced('namespace: prod', CONFIG_MAP, 'metadata', 'namespace')).toMatchObject({
    history: ['transformed namespace: app/kustomization.yaml prod', 'app/o.yaml dev'],
    by: 'app/kustomization.yaml prod',
  });
});

test('a namespace where none was written remembers nothing', () => {
  expect(traced('namespace: prod', WEB, 'metadata', 'namespace').history).toEqual([
    'transformed namespace: app/kustomization.yaml prod',
  ]);
});

test('the name of a Namespace object points at the namespace of the kustomization', () => {
  const object = '{ apiVersion: v1, kind: Namespace, metadata: { name: dev } }';
  expect(traced('namespace: prod', object, 'metadata', 'name').history).toEqual([
    'transformed namespace: app/kustomization.yaml prod',
    'app/o.yaml dev',
  ]);
});

test('the namespace of a subject points at the namespace of the kustomization', () => {
  const object = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b }
subjects: [{ kind: ServiceAccount, name: default, namespace: dev }]`;
  expect(traced('namespace: prod', object, 'subjects', 0, 'namespace').history).toEqual([
    'transformed namespace: app/kustomization.yaml prod',
    'app/o.yaml dev',
  ]);
});

test('a name with prefix and suffix remembers every name before', () => {
  expect(traced('namePrefix: pre-\nnameSuffix: -post', CONFIG_MAP, 'metadata', 'name')).toMatchObject({
    history: [
      'transformed nameSuffix: app/kustomization.yaml -post',
      'transformed namePrefix: app/kustomization.yaml pre-',
      'app/o.yaml conf',
    ],
    by: 'app/kustomization.yaml -post',
  });
});

test('a label points at its value, the step at the whole entry', () => {
  const fields = 'labels:\n  - { pairs: { app: new } }';
  expect(traced(fields, WEB, 'metadata', 'labels', 'app')).toMatchObject({
    history: ['transformed labels: app/kustomization.yaml new', 'app/o.yaml old'],
    by: 'app/kustomization.yaml { pairs: { app: new } }',
  });
});

test('a common label in a field that it makes points at its value, and so does what holds it', () => {
  const selector = ['spec', 'selector', 'matchLabels'];
  const fields = 'commonLabels: { team: a1 }';
  expect(traced(fields, WEB, ...selector, 'team')).toMatchObject({
    history: ['transformed commonLabels: app/kustomization.yaml a1'],
    by: 'app/kustomization.yaml { team: a1 }',
  });
  expect(traced(fields, WEB, ...selector).history).toEqual([
    'transformed commonLabels: app/kustomization.yaml a1',
  ]);
});

test('an annotation points at its value', () => {
  const object = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, annotations: { note: old } } }';
  expect(traced('commonAnnotations: { note: new }', object, 'metadata', 'annotations', 'note')).toMatchObject(
    {
      history: ['transformed commonAnnotations: app/kustomization.yaml new', 'app/o.yaml old'],
      by: 'app/kustomization.yaml { note: new }',
    },
  );
});

test.for([
  ['{ name: nginx, newTag: v2 }', 'v2'],
  ['{ name: nginx, newName: caddy }', 'caddy'],
  ['{ name: nginx, newName: caddy, newTag: v2 }', 'v2'],
  ['{ name: nginx, digest: "sha256:0a" }', '"sha256:0a"'],
] as const)('an image that %s changes points at what changed it', ([entry, text]) => {
  expect(traced(`images: [${entry}]`, TASK, ...IMAGE)).toMatchObject({
    history: [`transformed images: app/kustomization.yaml ${text}`, 'app/o.yaml nginx:1.0'],
    by: `app/kustomization.yaml ${entry}`,
  });
});

test('a count points at the count of the entry', () => {
  expect(traced('replicas: [{ name: web, count: 7 }]', WEB, 'spec', 'replicas')).toMatchObject({
    history: ['transformed replicas: app/kustomization.yaml 7', 'app/o.yaml 1'],
    by: 'app/kustomization.yaml { name: web, count: 7 }',
  });
});

test('a replaced value points at the path of its target, and names its source', () => {
  const entry = `{ source: { kind: Deployment, fieldPath: spec.replicas }, targets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.app] }] }`;
  expect(traced(`replacements: [${entry}]`, WEB, 'metadata', 'labels', 'app')).toEqual({
    history: ['replaced replacements: app/kustomization.yaml metadata.labels.app', 'app/o.yaml old'],
    by: `app/kustomization.yaml ${entry}`,
    from: [['app/o.yaml 1']],
  });
});

test('the source of a replacement keeps its own history', () => {
  const entry = `{ source: { kind: ConfigMap }, targets: [{ select: { kind: ConfigMap }, fieldPaths: [data.name], options: { create: true } }] }`;
  const trace = traced(`namePrefix: pre-\nreplacements: [${entry}]`, CONFIG_MAP, 'data', 'name');
  expect(trace.history).toEqual(['replaced replacements: app/kustomization.yaml data.name']);
  expect(trace.from).toEqual([['transformed namePrefix: app/kustomization.yaml pre-', 'app/o.yaml conf']]);
});

test('a variable points at its name, and names the value that it took', () => {
  const entry = '{ name: WHO, objref: { apiVersion: v1, kind: ConfigMap, name: conf } }';
  const object = CONFIG_MAP.replace('namespace: dev', 'annotations: { who: $(WHO)! }');
  expect(traced(`vars: [${entry}]`, object, 'metadata', 'annotations', 'who')).toEqual({
    history: ['replaced vars: app/kustomization.yaml WHO', 'app/o.yaml $(WHO)!'],
    by: `app/kustomization.yaml ${entry}`,
    from: [['app/o.yaml conf']],
  });
});

test('an overlay builds on the history of its base', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
images: [{ name: nginx, newTag: v3 }]
# === base/kustomization.yaml
resources: [o.yaml]
images: [{ name: nginx, newTag: v2 }]
# === base/o.yaml
${TASK}
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  const origin = nodeAt(build.objects[0]?.body, ...IMAGE)?.origin;
  expect(origin && history(tree, origin)).toEqual([
    'transformed images: app/kustomization.yaml v3',
    'transformed images: base/kustomization.yaml v2',
    'base/o.yaml nginx:1.0',
  ]);
});

test('a changed value leaves the origin of its neighbours and of what holds it alone', () => {
  const { history: holder } = traced('replicas: [{ name: web, count: 7 }]', WEB, 'metadata');
  expect(holder).toEqual(['app/o.yaml { name: web, labels: { app: old } }']);
});

test('a name in another object points at what renamed the object, and names the new name as its source', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
namePrefix: pre-
# === app/o.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { serviceAccountName: robot } }
---
{ apiVersion: v1, kind: ServiceAccount, metadata: { name: robot } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  const origin = nodeAt(build.objects[0]?.body, 'spec', 'serviceAccountName')?.origin;
  expect(origin && history(tree, origin)).toEqual([
    'transformed nameReference: app/kustomization.yaml pre-',
    'app/o.yaml robot',
  ]);
  const [from] = origin?.step?.from ?? [];
  expect(from && history(tree, from)).toEqual([
    'transformed namePrefix: app/kustomization.yaml pre-',
    'app/o.yaml robot',
  ]);
});

test('the label of buildMetadata says which field asked for it', () => {
  const trace = traced(
    'buildMetadata: [managedByLabel]',
    CONFIG_MAP,
    'metadata',
    'labels',
    'app.kubernetes.io/managed-by',
  );
  expect(trace.history?.[0]).toContain('transformed buildMetadata: app/kustomization.yaml ');
});

import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

const app = (fields: string, objects: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
${fields}
# === app/o.yaml
${objects}
`;
const POD_SPEC = `
  serviceAccountName: target
  priorityClassName: target
  imagePullSecrets: [{ name: target }]
  containers:
    - name: target
      env:
        - { name: A, valueFrom: { configMapKeyRef: { name: target, key: target } } }
        - { name: B, valueFrom: { secretKeyRef: { name: target, key: k } } }
      envFrom: [{ configMapRef: { name: target } }, { secretRef: { name: other } }]
  volumes:
    - { name: target, configMap: { name: target } }
    - { name: b, secret: { secretName: target } }
    - { name: c, persistentVolumeClaim: { claimName: target } }
    - { name: d, projected: { sources: [{ configMap: { name: target } }, { secret: { name: target } }] } }
`;
const object = (apiVersion: string, kind: string, name = 'target'): string =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} } }`;

test.for([
  ['v1', 'ConfigMap', ['containers', 0, 'env', 0, 'valueFrom', 'configMapKeyRef', 'name']],
  ['v1', 'ConfigMap', ['containers', 0, 'envFrom', 0, 'configMapRef', 'name']],
  ['v1', 'ConfigMap', ['volumes', 0, 'configMap', 'name']],
  ['v1', 'ConfigMap', ['volumes', 3, 'projected', 'sources', 0, 'configMap', 'name']],
  ['v1', 'Secret', ['containers', 0, 'env', 1, 'valueFrom', 'secretKeyRef', 'name']],
  ['v1', 'Secret', ['imagePullSecrets', 0, 'name']],
  ['v1', 'Secret', ['volumes', 1, 'secret', 'secretName']],
  ['v1', 'ServiceAccount', ['serviceAccountName']],
  ['v1', 'PersistentVolumeClaim', ['volumes', 2, 'persistentVolumeClaim', 'claimName']],
  ['scheduling.k8s.io/v1', 'PriorityClass', ['priorityClassName']],
] as const)('follows a renamed %s %s into a pod at %j', ([apiVersion, kind, path]) => {
  const files = app(
    'namePrefix: x-',
    `apiVersion: v1\nkind: Pod\nmetadata: { name: pod }\nspec:${POD_SPEC}\n---\n${object(apiVersion, kind)}`,
  );
  expect(at(built(files), 'x-pod', 'spec', ...path)).toBe('x-target');
});

test('leaves names alone that belong to nothing here, or to something of another kind', () => {
  const files = app(
    'namePrefix: x-',
    `apiVersion: v1\nkind: Pod\nmetadata: { name: pod }\nspec:${POD_SPEC}\n---\n${object('v1', 'ConfigMap')}`,
  );
  const build = built(files);
  expect(at(build, 'x-pod', 'spec', 'serviceAccountName')).toBe('target');
  expect(at(build, 'x-pod', 'spec', 'containers', 0, 'name')).toBe('target');
  expect(at(build, 'x-pod', 'spec', 'containers', 0, 'envFrom', 1, 'secretRef', 'name')).toBe('other');
});

test.for([
  ['Deployment', 'apps/v1', ['spec', 'template', 'spec']],
  ['StatefulSet', 'apps/v1', ['spec', 'template', 'spec']],
  ['DaemonSet', 'apps/v1', ['spec', 'template', 'spec']],
  ['Job', 'batch/v1', ['spec', 'template', 'spec']],
  ['CronJob', 'batch/v1', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
] as const)('follows a renamed ConfigMap into the pods of a %s', ([kind, apiVersion, path]) => {
  const spec = [...path]
    .reverse()
    .reduce(
      (inner, key) => `{ ${key}: ${inner} }`,
      '{ volumes: [{ name: v, configMap: { name: target } }] }',
    );
  const files = app(
    'nameSuffix: -x',
    `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: work }, ${spec.slice(1)}\n---\n${object('v1', 'ConfigMap')}`,
  );
  expect(at(built(files), 'work-x', ...path, 'volumes', 0, 'configMap', 'name')).toBe('target-x');
});

test('follows the name of a generated object with its hash', () => {
  const files = app(
    'configMapGenerator: [{ name: target, literals: [a=1] }]',
    `{ apiVersion: v1, kind: Pod, metadata: { name: pod }, spec: { volumes: [{ name: v, configMap: { name: target } }] } }`,
  );
  expect(at(built(files), 'pod', 'spec', 'volumes', 0, 'configMap', 'name')).toBe('target-h29d89cmmt');
});

test('follows roles into bindings by the kind in their roleRef', () => {
  const rbac = 'rbac.authorization.k8s.io';
  const binding = (name: string, kind: string) =>
    `{ apiVersion: ${rbac}/v1, kind: RoleBinding, metadata: { name: ${name} }, roleRef: { apiGroup: ${rbac}, kind: ${kind}, name: target } }`;
  const files = app(
    'namePrefix: x-',
    [binding('one', 'Role'), binding('two', 'ClusterRole'), object(`${rbac}/v1`, 'Role')].join('\n---\n'),
  );
  const build = built(files);
  expect(at(build, 'x-one', 'roleRef', 'name')).toBe('x-target');
  expect(at(build, 'x-two', 'roleRef', 'name')).toBe('target');
});

test('follows a service account into the subjects of a cluster-wide binding, namespace included', () => {
  const files = app(
    'namePrefix: x-\nnamespace: prod',
    `{ apiVersion: v1, kind: ServiceAccount, metadata: { name: target, namespace: dev } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: binding }
subjects:
  - { kind: ServiceAccount, name: target, namespace: dev }
  - { kind: ServiceAccount, name: target, namespace: elsewhere }
  - { kind: ServiceAccount, name: stranger, namespace: dev }`,
  );
  expect(at(built(files), 'x-binding', 'subjects')).toEqual([
    { kind: 'ServiceAccount', name: 'x-target', namespace: 'prod' },
    { kind: 'ServiceAccount', name: 'target', namespace: 'elsewhere' },
    { kind: 'ServiceAccount', name: 'stranger', namespace: 'dev' },
  ]);
});

test('follows services into stateful sets, ingresses and webhooks', () => {
  const files = app(
    'namePrefix: x-',
    `${object('v1', 'Service')}
---
{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: set }, spec: { serviceName: target } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ingress }
spec: { rules: [{ http: { paths: [{ backend: { service: { name: target } } }] } }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: w, clientConfig: { service: { name: target, namespace: default } } }]`,
  );
  const build = built(files);
  expect(at(build, 'x-set', 'spec', 'serviceName')).toBe('x-target');
  const backend = ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'name'];
  expect(at(build, 'x-ingress', ...backend)).toBe('x-target');
  expect(at(build, 'x-hook', 'webhooks', 0, 'clientConfig', 'service', 'name')).toBe('x-target');
});

test.for(['Deployment', 'StatefulSet'])('follows a %s into the autoscaler that scales it', (kind) => {
  const files = app(
    'namePrefix: x-',
    `${object('apps/v1', kind)}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: hpa }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: target } }`,
  );
  expect(at(built(files), 'x-hpa', 'spec', 'scaleTargetRef', 'name')).toBe('x-target');
});

test('does not follow across namespaces', () => {
  const files = app(
    'namePrefix: x-',
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: target, namespace: a } }
---
apiVersion: v1
kind: Pod
metadata: { name: pod, namespace: b }
spec: { volumes: [{ name: v, configMap: { name: target } }] }`,
  );
  expect(at(built(files), 'x-pod', 'spec', 'volumes', 0, 'configMap', 'name')).toBe('target');
});

const TWICE = (more: string): Repo => repo`
# === app/kustomization.yaml
resources: [one, two${more}]
# === app/pod.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: outside }, spec: { serviceAccountName: target } }
# === app/one/kustomization.yaml
resources: [../../base]
namePrefix: one-
# === app/two/kustomization.yaml
resources: [../../base]
namePrefix: two-
# === base/kustomization.yaml
resources: [o.yaml]
# === base/o.yaml
${object('v1', 'ServiceAccount')}
---
{ apiVersion: v1, kind: Pod, metadata: { name: pod }, spec: { serviceAccountName: target } }
`;

test('follows each overlay of one base to its own object', () => {
  const build = built(TWICE(''));
  expect(at(build, 'one-pod', 'spec', 'serviceAccountName')).toBe('one-target');
  expect(at(build, 'two-pod', 'spec', 'serviceAccountName')).toBe('two-target');
});

test('leaves a name from outside alone that could mean the objects of either overlay', () => {
  const build = built(TWICE(', pod.yaml'));
  expect(build.diagnostics).toEqual([]);
  expect(at(build, 'outside', 'spec', 'serviceAccountName')).toBe('target');
});

test('reports a subject without namespace that could mean accounts of two namespaces', () => {
  const account = (namespace: string) =>
    `{ apiVersion: v1, kind: ServiceAccount, metadata: { name: target, namespace: ${namespace} } }`;
  const files = app(
    'namePrefix: x-',
    `${account('one')}
---
${account('two')}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: binding }
subjects: [{ kind: ServiceAccount, name: target }]`,
  );
  const build = built(files);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/ambiguous-reference']);
  expect(at(build, 'x-binding', 'subjects', 0, 'name')).toBe('target');
});

test('follows a rename by a patch', () => {
  const files = app(
    `patches:
  - target: { kind: ConfigMap }
    options: { allowNameChange: true }
    patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: new } }'`,
    `${object('v1', 'ConfigMap')}
---
{ apiVersion: v1, kind: Pod, metadata: { name: pod }, spec: { volumes: [{ name: v, configMap: { name: target } }] } }`,
  );
  expect(at(built(files), 'pod', 'spec', 'volumes', 0, 'configMap', 'name')).toBe('new');
});

test('reports a field that cannot be followed, even where no name changes', () => {
  const files = app(
    '',
    '{ apiVersion: v1, kind: Pod, metadata: { name: pod }, spec: { containers: [{ name: c, env: [A=b] }] } }',
  );
  expect(problems(files, built(files))).toEqual(['kustomize/bad-field-path A=b']);
});

test.for([
  ['a subject that is no mapping', 'subjects: [target]'],
  ['a subject without a name', 'subjects: [{ kind: ServiceAccount }]'],
  [
    'a namespace of a subject that is no text',
    'subjects: [{ kind: ServiceAccount, name: target, namespace: 1 }]',
  ],
] as const)('reports %s', ([, subjects]) => {
  const files = app(
    'namePrefix: x-',
    `${object('v1', 'ServiceAccount')}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b }\n${subjects}`,
  );
  expect(problems(files, built(files)).map((each) => each.split(' ')[0])).toEqual([
    'kustomize/bad-reference',
  ]);
});

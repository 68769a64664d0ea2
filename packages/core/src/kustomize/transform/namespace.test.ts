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

test('gives every object the namespace, over the one that is written', () => {
  const build = built(
    app(
      'namespace: prod',
      `{ apiVersion: v1, kind: ConfigMap, metadata: { name: without } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: with, namespace: dev } }
---
{ apiVersion: example.com/v1, kind: Unheard, metadata: { name: custom, namespace: "" } }`,
    ),
  );
  expect(build.objects.map(({ id }) => id.namespace)).toEqual(['prod', 'prod', 'prod']);
});

test.for([
  ['v1', 'PersistentVolume'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['storage.k8s.io/v1', 'StorageClass'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['scheduling.k8s.io/v1', 'PriorityClass'],
] as const)('leaves an object of %s %s without namespace, as its kind has none', ([apiVersion, kind]) => {
  const build = built(
    app('namespace: prod', `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: a } }`),
  );
  expect(build.objects.map(({ id }) => id.namespace)).toEqual([undefined]);
});

test('renames a Namespace object of the core group', () => {
  const build = built(app('namespace: prod', '{ apiVersion: v1, kind: Namespace, metadata: { name: dev } }'));
  expect(build.objects.map(({ id }) => [id.name, id.namespace])).toEqual([['prod', undefined]]);
});

test('reports two objects that the namespace makes one', () => {
  const files = app(
    'namespace: prod',
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: x } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: y } }`,
  );
  expect(problems(files, built(files))).toEqual(['kustomize/namespace-conflict prod']);
});

test.for(['RoleBinding', 'ClusterRoleBinding'])(
  'gives the namespace to subjects of a %s that are named default, and to no others',
  (kind) => {
    const build = built(
      app(
        'namespace: prod',
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: binding }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
subjects:
  - { kind: ServiceAccount, name: default, namespace: dev }
  - { kind: ServiceAccount, name: default }
  - { kind: ServiceAccount, name: other, namespace: dev }
  - { kind: User, name: jane }`,
      ),
    );
    expect(at(build, 'binding', 'subjects')).toEqual([
      { kind: 'ServiceAccount', name: 'default', namespace: 'prod' },
      { kind: 'ServiceAccount', name: 'default', namespace: 'prod' },
      { kind: 'ServiceAccount', name: 'other', namespace: 'dev' },
      { kind: 'User', name: 'jane' },
    ]);
  },
);

test('gives the namespace to a subject whose service account moves with it', () => {
  const build = built(
    app(
      'namespace: prod',
      `{ apiVersion: v1, kind: ServiceAccount, metadata: { name: robot, namespace: dev } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: binding, namespace: dev }
subjects: [{ kind: ServiceAccount, name: robot, namespace: dev }]`,
    ),
  );
  expect(at(build, 'binding', 'subjects', 0, 'namespace')).toBe('prod');
});

test('gives the namespace to the service that an APIService and the webhook of a CRD call', () => {
  const build = built(
    app(
      'namespace: prod',
      `apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1.example.com }
spec: { service: { name: api, namespace: dev } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec: { conversion: { webhook: { clientConfig: { service: { name: hook, namespace: dev } } } } }`,
    ),
  );
  expect(at(build, 'v1.example.com', 'spec', 'service', 'namespace')).toBe('prod');
  const service = ['spec', 'conversion', 'webhook', 'clientConfig', 'service', 'namespace'];
  expect(at(build, 'things.example.com', ...service)).toBe('prod');
});

test('keeps a namespace that looks like a number a text', () => {
  const build = built(app('namespace: "2024"', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }'));
  expect(at(build, 'a', 'metadata', 'namespace')).toBe('2024');
});

test('lets the namespace of the overlay win over the one of the base', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
namespace: prod
# === base/kustomization.yaml
resources: [o.yaml]
namespace: base
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
`;
  expect(at(built(files), 'a', 'metadata', 'namespace')).toBe('prod');
});

test('leaves a null where metadata should stand to the check of objects', () => {
  const files = app('namespace: prod', '{ apiVersion: v1, kind: ConfigMap, metadata: null }');
  const build = built(files);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/not-an-object']);
  expect(build.objects).toEqual([]);
});

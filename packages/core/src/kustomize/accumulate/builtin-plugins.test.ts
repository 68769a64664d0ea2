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

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 1, template: { spec: { containers: [{ name: c, image: nginx:1 }] } } }`;

/** A build with one transformer of kustomize, configured in a file. */
const transformed = (kind: string, fields: string, objects = WEB): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
transformers: [t.yaml]
# === app/t.yaml
apiVersion: builtin
kind: ${kind}
metadata: { name: t, namespace: ns }
${fields}
# === app/o.yaml
${objects}
# === app/p.yaml
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: 5 } }
# === app/j.yaml
- { op: replace, path: /spec/replicas, value: 5 }
`;

const IMAGE = ['spec', 'template', 'spec', 'containers', 0, 'image'];
const REPLICAS = ['spec', 'replicas'];

test.for([
  [
    'AnnotationsTransformer',
    'annotations: { a: b }\nfieldSpecs: [{ path: metadata/annotations, create: true }]',
    ['metadata', 'annotations'],
    { a: 'b' },
  ],
  [
    'LabelTransformer',
    'labels: { a: b }\nfieldSpecs: [{ path: metadata/labels, create: true }]',
    ['metadata', 'labels'],
    { a: 'b' },
  ],
  ['NamespaceTransformer', 'fieldSpecs: []', ['metadata', 'namespace'], 'ns'],
  ['ImageTagTransformer', 'imageTag: { name: nginx, newTag: "2" }', IMAGE, 'nginx:2'],
  [
    'ReplicaCountTransformer',
    'replica: { name: web, count: 5 }\nfieldSpecs: [{ path: spec/replicas, create: true }]',
    REPLICAS,
    5,
  ],
  ['PatchTransformer', 'path: p.yaml', REPLICAS, 5],
  ['PatchTransformer', 'path: j.yaml\ntarget: { kind: Deployment }', REPLICAS, 5],
  ['PatchJson6902Transformer', 'path: j.yaml\ntarget: { name: web }', REPLICAS, 5],
  [
    'PatchJson6902Transformer',
    `jsonOp: '[{"op": "replace", "path": "/spec/replicas", "value": 5}]'\ntarget: { name: web }`,
    REPLICAS,
    5,
  ],
  ['PatchStrategicMergeTransformer', 'paths: [p.yaml]', REPLICAS, 5],
  [
    'PatchStrategicMergeTransformer',
    "patches: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: 5 } }'",
    REPLICAS,
    5,
  ],
  [
    'ReplacementTransformer',
    'replacements: [{ source: { kind: Deployment }, targets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.a], options: { create: true } }] }]',
    ['metadata', 'labels'],
    { a: 'web' },
  ],
  ['ValueAddTransformer', 'value: new\ntargets: [{ fieldPath: spec/value }]', ['spec', 'value'], 'new'],
] as const)('runs the %s with %s', ([kind, fields, path, expected]) => {
  const files = transformed(kind, fields);
  expect(problems(files, built(files))).toEqual([]);
  expect(at(built(files), 'web', ...path)).toEqual(expected);
});

test.for([
  ['PrefixTransformer', 'prefix: x-\nfieldSpecs: [{ path: metadata/name }]', 'x-web'],
  ['SuffixTransformer', 'suffix: -x\nfieldSpecs: [{ path: metadata/name }]', 'web-x'],
] as const)('runs the %s', ([kind, fields, name]) => {
  expect(built(transformed(kind, fields)).objects.map(({ id }) => id.name)).toEqual([name]);
});

test.for([
  ['leaves namespaces alone that are set', 'unsetOnly: true', ['old', 'ns']],
  ['sets all of them else', '', ['ns', 'ns']],
] as const)('the NamespaceTransformer %s', ([, field, expected]) => {
  const objects = `{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: old } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }`;
  const build = built(transformed('NamespaceTransformer', field, objects));
  expect(build.objects.map(({ id }) => id.namespace)).toEqual(expected);
});

test.for([
  ['none', ['dev', 'dev']],
  ['defaultOnly', ['ns', 'dev']],
  ['allServiceAccounts', ['ns', 'ns']],
] as const)('the NamespaceTransformer takes setRoleBindingSubjects %s', ([mode, expected]) => {
  const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b }
subjects: [{ kind: ServiceAccount, name: default, namespace: dev }, { kind: ServiceAccount, name: other, namespace: dev }]`;
  const build = built(transformed('NamespaceTransformer', `setRoleBindingSubjects: ${mode}`, binding));
  expect([0, 1].map((index) => at(build, 'b', 'subjects', index, 'namespace'))).toEqual(expected);
});

test('takes transformers in place, several in one entry, and runs them in their order', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
transformers:
  - |
    { apiVersion: builtin, kind: PrefixTransformer, metadata: { name: a }, prefix: a-, fieldSpecs: [{ path: metadata/name }] }
    ---
    { apiVersion: builtin, kind: PrefixTransformer, metadata: { name: b }, prefix: b-, fieldSpecs: [{ path: metadata/name }] }
namePrefix: own-
# === app/o.yaml
${WEB}
`;
  expect(built(files).objects.map(({ id }) => id.name)).toEqual(['b-a-own-web']);
});

test('takes transformers of a directory, which is built first', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
transformers: [../transformers]
# === transformers/kustomization.yaml
resources: [t.yaml]
patches: [{ patch: '{ apiVersion: builtin, kind: PrefixTransformer, metadata: { name: a }, prefix: patched- }' }]
# === transformers/t.yaml
{ apiVersion: builtin, kind: PrefixTransformer, metadata: { name: a }, prefix: a-, fieldSpecs: [{ path: metadata/name }] }
# === app/o.yaml
${WEB}
`;
  expect(built(files).objects.map(({ id }) => id.name)).toEqual(['patched-web']);
});

test('the value that a transformer sets points at its configuration', () => {
  const files = transformed(
    'ReplicaCountTransformer',
    'replica: { name: web, count: 5 }\nfieldSpecs: [{ path: spec/replicas }]',
  );
  const origin = nodeAt(built(files).objects[0]?.body, ...REPLICAS)?.origin;
  expect(origin?.span.file).toBe('app/t.yaml');
  expect(files.files['app/t.yaml']?.slice(origin?.span.start, origin?.span.end)).toBe('5');
  expect(origin?.was?.span.file).toBe('app/o.yaml');
});

const generated = (generator: string): Repo => repo`
# === app/kustomization.yaml
generators: [g.yaml]
# === app/g.yaml
${generator}
`;

test('runs generators of ConfigMaps and Secrets, with a hash', () => {
  const one = built(
    generated(
      '{ apiVersion: builtin, kind: ConfigMapGenerator, metadata: { name: made, namespace: ns }, literals: [a=1] }',
    ),
  );
  expect(one.objects.map(({ id }) => [id.kind, id.name, id.namespace])).toEqual([
    ['ConfigMap', 'made-h29d89cmmt', 'ns'],
  ]);
  const two = built(
    generated('{ apiVersion: builtin, kind: SecretGenerator, metadata: { name: made }, literals: [a=1] }'),
  );
  expect(two.objects.map(({ id }) => [id.kind, id.name])).toEqual([['Secret', 'made-25khgmg44c']]);
});

test('runs the generator of service accounts for the cloud of Google', () => {
  const build = built(
    generated(`apiVersion: builtin
kind: IAMPolicyGenerator
metadata: { name: g }
cloud: gke
kubernetesService: { name: robot, namespace: ns }
serviceAccount: { name: sa, projectId: project }`),
  );
  expect(at(build, 'robot', 'metadata')).toEqual({
    name: 'robot',
    namespace: 'ns',
    annotations: { 'iam.gke.io/gcp-service-account': 'sa@project.iam.gserviceaccount.com' },
  });
});

test('reports a built-in plugin that does not exist', () => {
  expect(built(transformed('UnheardTransformer', 'a: b')).diagnostics.map(({ code }) => code)).toEqual([
    'kustomize/bad-plugin',
  ]);
  expect(
    built(
      generated('{ apiVersion: builtin, kind: UnheardGenerator, metadata: { name: g } }'),
    ).diagnostics.map(({ code }) => code),
  ).toEqual(['kustomize/bad-plugin']);
});

test('lets a validator pass that changes nothing, and reports one that does', () => {
  const files = (replicas: number) => repo`
# === app/kustomization.yaml
resources: [o.yaml]
validators: [v.yaml]
# === app/v.yaml
apiVersion: builtin
kind: ReplicaCountTransformer
metadata: { name: v }
replica: { name: web, count: ${replicas} }
fieldSpecs: [{ path: spec/replicas }]
# === app/o.yaml
${WEB}
`;
  expect(built(files(2)).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-validator']);
});

test.for(['transformers', 'generators', 'validators'])('makes a gap of a program under %s', (field) => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
${field}: [program.yaml]
# === app/program.yaml
apiVersion: example.com/v1
kind: Program
metadata: { name: p, annotations: { config.kubernetes.io/function: "exec: { path: ./run.sh }" } }
# === app/o.yaml
${WEB}
`;
  const build = built(files);
  expect(build.gaps.map(({ code }) => code)).toEqual(['kustomize/plugin']);
  expect(build.diagnostics).toEqual([]);
  expect(build.complete).toBe(false);
  expect(build.objects).toHaveLength(1);
});

test('makes a gap of a generator that inflates a chart', () => {
  const build = built(
    generated(
      '{ apiVersion: builtin, kind: HelmChartInflationGenerator, metadata: { name: c }, name: chart }',
    ),
  );
  expect(build.gaps.map(({ code }) => code)).toEqual(['kustomize/plugin']);
  expect(build.diagnostics).toEqual([]);
});

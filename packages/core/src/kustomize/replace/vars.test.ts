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

const app = (vars: string, args: string, more = ''): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
vars: [${vars}]
${more}
# === app/o.yaml
{ apiVersion: v1, kind: Service, metadata: { name: svc }, spec: { ports: [{ port: 80 }], host: h.example, flag: true } }
---
apiVersion: v1
kind: Pod
metadata: { name: pod, labels: { l: "$(PORT)" } }
spec: { containers: [{ name: c, image: "$(PORT)", args: ${args} }] }
`;
const SERVICE = 'objref: { apiVersion: v1, kind: Service, name: svc }';
const PORT = `{ name: PORT, ${SERVICE}, fieldref: { fieldpath: "spec.ports[0].port" } }`;
const HOST = `{ name: HOST, ${SERVICE}, fieldref: { fieldPath: spec.host } }`;
const args = (files: Repo) => at(built(files), 'pod', 'spec', 'containers', 0, 'args');

test.for([
  ['inside a text', '["http://$(HOST)/x"]', ['http://h.example/x']],
  ['several times', '["$(HOST) and $(HOST):$(PORT)"]', ['h.example and h.example:80']],
  ['alone, with the type of its value', '["$(PORT)"]', [80]],
  ['not where its name is unknown', '["$(OTHER)-$(HOST)"]', ['$(OTHER)-h.example']],
  ['not behind a doubled sign', '["$$(HOST)"]', ['$(HOST)']],
  ['not without a closing bracket', '["$(HOST"]', ['$(HOST']],
] as const)('puts the value %s', ([, written, expected]) => {
  expect(args(app(`${PORT}, ${HOST}`, written))).toEqual(expected);
});

test('leaves fields alone that do not take variables', () => {
  const build = built(app(PORT, '[]'));
  expect(at(build, 'pod', 'spec', 'containers', 0, 'image')).toBe('$(PORT)');
});

test('takes the name of the object where no field is given, with its prefix', () => {
  const build = built(app(`{ name: NAME, ${SERVICE} }`, '["$(NAME)"]', 'namePrefix: pre-'));
  expect(at(build, 'pre-pod', 'spec', 'containers', 0, 'args')).toEqual(['pre-svc']);
});

test('puts a number into a label as a number, as kustomize does', () => {
  expect(at(built(app(PORT, '[]')), 'pod', 'metadata', 'labels', 'l')).toBe(80);
});

test.for([
  [
    'an object that is not there',
    '{ name: X, objref: { apiVersion: v1, kind: Service, name: gone } }',
    'var-without-match',
  ],
  [
    'a field that is not there',
    `{ name: X, ${SERVICE}, fieldref: { fieldPath: spec.gone } }`,
    'bad-field-path',
  ],
] as const)('reports a variable of %s, at its entry, and leaves its uses', ([, entry, code]) => {
  const files = app(entry, '["$(X)"]');
  expect(problems(files, built(files))).toEqual([`kustomize/${code} ${entry}`]);
  expect(args(files)).toEqual(['$(X)']);
});

test('reports a variable that is defined twice', () => {
  const files = app(`${PORT}, ${PORT}`, '[]');
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/duplicate-var']);
});

test('reports a variable that a base and its overlay define', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
vars: [{ name: X, objref: { apiVersion: v1, kind: ConfigMap, name: a } }]
# === base/kustomization.yaml
resources: [o.yaml]
vars: [{ name: X, objref: { apiVersion: v1, kind: ConfigMap, name: a } }]
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/duplicate-var']);
});

test('resolves the variables of a base with what the overlay makes of the object', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
nameSuffix: -prod
# === base/kustomization.yaml
resources: [o.yaml]
vars: [{ name: X, objref: { apiVersion: v1, kind: ConfigMap, name: a } }]
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, annotations: { self: $(X) } } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(at(build, 'a-prod', 'metadata', 'annotations', 'self')).toBe('a-prod');
});

test('reports a variable that several objects could give', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
vars: [{ name: X, objref: { apiVersion: v1, kind: ConfigMap, name: a } }]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: x } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: y } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/ambiguous-var']);
});

test('finds no object outside of namespaces for a variable with a namespace', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
vars: [{ name: V, objref: { apiVersion: v1, kind: Namespace, name: a, namespace: b } }]
# === app/o.yaml
{ apiVersion: v1, kind: Namespace, metadata: { name: a } }
`;
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/var-without-match']);
});

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

const OBJECTS = `
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, labels: { app: one }, annotations: { note: x } }, data: { k: v } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b, namespace: other, labels: { app: two } }, data: { k: v } }
---
{ apiVersion: v1, kind: Secret, metadata: { name: a }, data: { k: v } }
`;
const app = (patches: string, more = ''): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
${patches}
${more}
# === app/o.yaml
${OBJECTS}
# === app/strategic.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { k: patched } }
# === app/operations.yaml
- { op: replace, path: /data/k, value: patched }
# === app/two.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { k: patched } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b, namespace: other }, data: { k: patched } }
# === app/text.yaml
only a text
# === app/empty.yaml
# nothing here
`;
/** Kind and name of the objects that were patched. */
const hit = (files: Repo) =>
  built(files).objects.flatMap(({ id, body }) => {
    const value = nodeAt(body, 'data', 'k');
    return value && toPlain(value) === 'patched' ? `${id.kind}/${id.name}` : [];
  });

test.for([
  ['a kind', '{ kind: ConfigMap }', ['ConfigMap/a', 'ConfigMap/b']],
  ['a name', '{ name: a }', ['ConfigMap/a', 'Secret/a']],
  ['a kind and a name', '{ kind: Secret, name: a }', ['Secret/a']],
  ['a pattern for the kind', '{ kind: "Config.*|Sec.*" }', ['ConfigMap/a', 'ConfigMap/b', 'Secret/a']],
  ['a pattern for the name', '{ name: "[b-z]" }', ['ConfigMap/b']],
  ['a namespace', '{ namespace: other }', ['ConfigMap/b']],
  ['the namespace default, for none', '{ namespace: default, kind: ConfigMap }', ['ConfigMap/a']],
  ['a label', '{ labelSelector: app=one }', ['ConfigMap/a']],
  ['a label that is not so', '{ labelSelector: app!=one }', ['ConfigMap/b', 'Secret/a']],
  ['one of several labels', '{ labelSelector: "app in (one, two)" }', ['ConfigMap/a', 'ConfigMap/b']],
  ['a label at all', '{ labelSelector: app }', ['ConfigMap/a', 'ConfigMap/b']],
  ['no label', '{ labelSelector: "!app" }', ['Secret/a']],
  ['an annotation', '{ annotationSelector: note=x }', ['ConfigMap/a']],
  ['a version', '{ version: v1, kind: Secret }', ['Secret/a']],
  ['nothing, which is everything', '{}', ['ConfigMap/a', 'ConfigMap/b', 'Secret/a']],
  ['an empty name, which is any', '{ name: "", kind: ConfigMap }', ['ConfigMap/a', 'ConfigMap/b']],
] as const)('a target selects by %s', ([, target, expected]) => {
  expect(hit(app(`  - { path: operations.yaml, target: ${target} }`))).toEqual(expected);
});

test.for([
  ['part of a name', '{ name: "" , kind: Config }'],
  ['another namespace', '{ namespace: nowhere }'],
  ['another group', '{ group: apps }'],
  ['a pattern that must fit as a whole', '{ name: "x|y" }'],
] as const)('a target with %s selects nothing, which is noted at the target', ([, target]) => {
  const files = app(`  - { path: operations.yaml, target: ${target} }`);
  const build = built(files);
  expect(hit(files)).toEqual([]);
  expect(build.diagnostics).toEqual([]);
  expect(
    build.ineffective.map(({ field, span }) => [field, files.files[span.file]?.slice(span.start, span.end)]),
  ).toEqual([['patches', target]]);
});

test.for(['{ name: "(" }', '{ labelSelector: "a in" }', '{ annotationSelector: "=x" }'])(
  'reports the target %s, which cannot be read',
  (target) => {
    const build = built(app(`  - { path: operations.yaml, target: ${target} }`));
    expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-selector']);
  },
);

test('finds an object by the name that it had before the prefix of a base, and by the one it has', () => {
  for (const name of ['a', 'pre-a']) {
    const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
patches: [{ path: p.yaml, target: { name: ${name} } }]
# === app/p.yaml
- { op: replace, path: /data/k, value: patched }
# === base/kustomization.yaml
resources: [o.yaml]
namePrefix: pre-
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { k: v } }
`;
    const build = buildKustomization(tree, 'app' as RepoPath);
    expect(at(build, 'pre-a', 'data', 'k')).toBe('patched');
  }
});

test('a patch without target is meant for the object that it names', () => {
  expect(hit(app('  - { path: strategic.yaml }'))).toEqual(['ConfigMap/a']);
});

test('a file may hold several patches without target', () => {
  expect(hit(app('  - { path: two.yaml }'))).toEqual(['ConfigMap/a', 'ConfigMap/b']);
});

test('reports several patches with one target', () => {
  const build = built(app('  - { path: two.yaml, target: { kind: ConfigMap } }'));
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
});

test('reports a patch for an object that is not there, at the name in the patch', () => {
  const files = app(
    `  - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: gone }, data: { k: v } }'`,
  );
  expect(problems(files, built(files))).toEqual(['kustomize/patch-without-match gone']);
});

test('a patch with target takes on the name, kind and namespace of what it meets', () => {
  const files = app(
    `  - patch: '{ apiVersion: any/v9, kind: Any, metadata: { name: any, namespace: any }, data: { k: patched } }'
    target: { kind: ConfigMap }`,
  );
  expect(hit(files)).toEqual(['ConfigMap/a', 'ConfigMap/b']);
  expect(at(built(files), 'b', 'metadata', 'namespace')).toBe('other');
  expect(at(built(files), 'b', 'apiVersion')).toBe('v1');
});

test.for([
  ['the name', 'allowNameChange', { kind: 'ConfigMap', name: 'c' }],
  ['the kind', 'allowKindChange', { kind: 'Other', name: 'b' }],
] as const)('may change %s where options allow it', ([, option, expected]) => {
  const files = app(
    `  - patch: '{ apiVersion: v1, kind: Other, metadata: { name: c } }'
    target: { kind: ConfigMap, name: b }
    options: { ${option}: true }`,
  );
  const { id } = built(files).objects[1] ?? {};
  expect({ kind: id?.kind, name: id?.name }).toEqual(expected);
});

test.for([
  ['neither path nor patch', '{ target: { kind: ConfigMap } }'],
  ['both path and patch', '{ path: operations.yaml, patch: "a: b", target: { kind: ConfigMap } }'],
  ['blanks for a patch', '{ patch: "  ", target: { kind: ConfigMap } }'],
  ['a text', '{ path: text.yaml }'],
  ['a JSON patch without target', '{ path: operations.yaml }'],
] as const)('reports a patch with %s, and goes on', ([, entry]) => {
  const files = app(`  - ${entry}\n  - { path: strategic.yaml }`);
  const build = built(files);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
  expect(hit(files)).toEqual(['ConfigMap/a']);
});

test('reports a patch file that is missing, at its path', () => {
  const files = app('  - { path: gone.yaml }');
  expect(problems(files, built(files))).toEqual(['kustomize/missing-file gone.yaml']);
});

test('reports a field of an entry that kustomize does not know', () => {
  const files = app('  - { path: strategic.yaml, targets: {} }');
  expect(problems(files, built(files)).map((each) => each.split(' ')[0])).toEqual([
    'kustomize/bad-kustomization',
  ]);
});

test('warns of directives that only an API server knows, where they stand', () => {
  const files = app(
    `  - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, $setElementOrder/list: [a], $retainKeys: [b] }'`,
  );
  const build = built(files);
  expect(build.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ['kustomize/unknown-directive', 'warning'],
    ['kustomize/unknown-directive', 'warning'],
  ]);
  expect(problems(files, build)[0]).toContain('$setElementOrder/list');
  expect(at(build, 'a', '$retainKeys')).toEqual(['b']);
});

test('takes the entries of patchesStrategicMerge for paths or for patches in place', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patchesStrategicMerge:
  - p.yaml
  - |
    { apiVersion: v1, kind: Secret, metadata: { name: a }, data: { k: patched } }
# === app/o.yaml
${OBJECTS}
# === app/p.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { k: patched } }
`;
  expect(hit(files)).toEqual(['ConfigMap/a', 'Secret/a']);
});

test('reports an entry of patchesJson6902 whose target has no name', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patchesJson6902: [{ path: p.yaml, target: { kind: ConfigMap } }]
# === app/o.yaml
${OBJECTS}
# === app/p.yaml
- { op: replace, path: /data/k, value: patched }
`;
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
});

test('carries out patches in their order, strategic ones and operations alike', () => {
  const files = app(
    `  - { path: strategic.yaml }
  - target: { kind: ConfigMap, name: a }
    patch: '[{ "op": "test", "path": "/data/k", "value": "patched" }, { "op": "add", "path": "/data/l", "value": "x" }]'
  - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { l: y } }'`,
  );
  const { tree } = files;
  const object = buildKustomization(tree, 'app' as RepoPath).objects[0];
  const data = nodeAt(object?.body, 'data');
  expect(data && toPlain(data)).toEqual({ k: 'patched', l: 'y' });
});

test('takes a null among the labels of patchesStrategicMerge for a text, as with a target', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patchesStrategicMerge:
  - '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, labels: { x: null } } }'
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, labels: { x: "1" } } }
`;
  expect(at(built(files), 'a', 'metadata', 'labels')).toEqual({ x: 'null' });
});

import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
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

const OBJECT = `
apiVersion: example.com/v1
kind: Thing
metadata: { name: a }
spec:
  text: old
  list: [one, two, three]
  map: { x: 1, a/b: slash, m~n: tilde }
`;

/** A build with one JSON patch, written as a list of YAML operations. */
const patched = (...operations: readonly string[]): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
  - target: { kind: Thing }
    path: p.yaml
# === app/o.yaml
${OBJECT}
# === app/p.yaml
${operations.map((operation) => `- ${operation}`).join('\n')}
`;
const spec = (files: Repo, ...path: Path) => at(built(files), 'a', 'spec', ...path);

test.for([
  ['add sets a field', '{ op: add, path: /spec/text, value: new }', ['text'], 'new'],
  ['add makes a field', '{ op: add, path: /spec/more, value: { x: [1] } }', ['more'], { x: [1] }],
  [
    'add puts an item before the index',
    '{ op: add, path: /spec/list/1, value: x }',
    ['list'],
    ['one', 'x', 'two', 'three'],
  ],
  [
    'add puts an item at the end',
    '{ op: add, path: /spec/list/-, value: x }',
    ['list'],
    ['one', 'two', 'three', 'x'],
  ],
  ['add puts an item behind the last', '{ op: add, path: /spec/list/3, value: x }', ['list', 3], 'x'],
  ['replace sets a field', '{ op: replace, path: /spec/text, value: 7 }', ['text'], 7],
  ['replace makes a missing field', '{ op: replace, path: /spec/more, value: x }', ['more'], 'x'],
  ['replace sets an item', '{ op: replace, path: /spec/list/0, value: x }', ['list'], ['x', 'two', 'three']],
  [
    'a negative index counts from the end',
    '{ op: replace, path: /spec/list/-1, value: x }',
    ['list', 2],
    'x',
  ],
  ['remove takes a field away', '{ op: remove, path: /spec/text }', ['text'], undefined],
  ['remove takes an item away', '{ op: remove, path: /spec/list/1 }', ['list'], ['one', 'three']],
  ['move takes a value elsewhere', '{ op: move, from: /spec/text, path: /spec/map/y }', ['map', 'y'], 'old'],
  [
    'copy takes a value elsewhere too',
    '{ op: copy, from: /spec/list, path: /spec/copy }',
    ['copy'],
    ['one', 'two', 'three'],
  ],
  [
    'an escaped slash belongs to the name',
    '{ op: replace, path: /spec/map/a~1b, value: x }',
    ['map', 'a/b'],
    'x',
  ],
  [
    'an escaped tilde belongs to the name',
    '{ op: replace, path: /spec/map/m~0n, value: x }',
    ['map', 'm~n'],
    'x',
  ],
  ['a copy of what is missing is null', '{ op: copy, from: /spec/gone, path: /spec/x }', ['x'], null],
  ['a missing value is null', '{ op: add, path: /spec/text }', ['text'], null],
  ['null is a value', '{ op: add, path: /spec/text, value: null }', ['text'], null],
  [
    'a text before the first slash is dropped',
    '{ op: replace, path: junk/spec/text, value: x }',
    ['text'],
    'x',
  ],
] as const)('%s', ([, operation, path, expected]) => {
  const files = patched(operation);
  expect(built(files).diagnostics).toEqual([]);
  expect(spec(files, ...path)).toEqual(expected);
});

test('a move leaves nothing behind', () => {
  expect(spec(patched('{ op: move, from: /spec/text, path: /spec/other }'), 'text')).toBeUndefined();
});

test('carries out the operations one after the other', () => {
  const files = patched(
    '{ op: add, path: /spec/new, value: {} }',
    '{ op: add, path: /spec/new/x, value: 1 }',
    '{ op: test, path: /spec/new/x, value: 1 }',
    '{ op: replace, path: /spec/new/x, value: 2 }',
  );
  expect(spec(files, 'new')).toEqual({ x: 2 });
});

test.for([
  ['a field to remove', '{ op: remove, path: /spec/gone }'],
  ['an item to remove', '{ op: remove, path: /spec/list/9 }'],
  ['an item to replace', '{ op: replace, path: /spec/list/9, value: x }'],
  ['a parent to add to', '{ op: add, path: /spec/gone/x, value: x }'],
  ['a place for the item', '{ op: add, path: /spec/list/9, value: x }'],
  ['a source to move', '{ op: move, from: /spec/gone, path: /spec/x }'],
  ['an object behind a text', '{ op: add, path: /spec/text/x, value: x }'],
  ['such an operation', '{ op: merge, path: /spec/text, value: x }'],
  ['the value that a test wants', '{ op: test, path: /spec/text, value: other }'],
  ['a slash in the path', '{ op: replace, path: spec, value: x }'],
  ['a parent of what is tested', '{ op: test, path: /spec/gone/x, value: null }'],
  ['an item to test', '{ op: test, path: /spec/list/9, value: null }'],
  ['a source to copy', '{ op: copy, from: /spec/gone/x, path: /spec/x }'],
  ['a name of what to copy', '{ op: copy, from: "", path: /spec/x }'],
  ['an index that is a word', '{ op: replace, path: /spec/list/first, value: x }'],
] as const)(
  'reports at the operation that there is no %s, and leaves the object as it was',
  ([, operation]) => {
    const files = patched('{ op: replace, path: /spec/text, value: changed }', operation);
    const build = built(files);
    expect(problems(files, build)).toEqual([`kustomize/bad-patch ${operation}`]);
    expect(at(build, 'a', 'spec', 'text')).toBe('old');
  },
);

test.for([
  ['a mapping in another order', '{ op: test, path: /spec/map, value: { m~n: tilde, a/b: slash, x: 1 } }'],
  ['a number written another way', '{ op: test, path: /spec/map/x, value: 0x1 }'],
  ['nothing, as null', '{ op: test, path: /spec/gone, value: null }'],
] as const)('passes a test for %s', ([, operation]) => {
  expect(built(patched(operation)).diagnostics).toEqual([]);
});

test.for(['{ op: add, value: x }', '{ path: /spec/text, value: x }', 'text', '[a]'])(
  'reports "%s", which is no operation',
  (operation) => {
    const build = built(patched(operation));
    expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
    expect(at(build, 'a', 'spec', 'text')).toBe('old');
  },
);

test('reports a patch that would replace the whole object', () => {
  const build = built(patched('{ op: replace, path: "", value: {} }'));
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
});

test('reads the values of a patch as older YAML does: yes is true', () => {
  const files = patched(
    '{ op: add, path: /spec/text, value: yes }',
    '{ op: add, path: /spec/quoted, value: "yes" }',
  );
  expect(spec(files, 'text')).toBe(true);
  expect(spec(files, 'quoted')).toBe('yes');
});

test('keeps a long number exact', () => {
  expect(spec(patched('{ op: add, path: /spec/text, value: 12345678901 }'), 'text')).toBe(12345678901);
});

test('takes a patch in JSON', () => {
  const files = patched().files;
  const json = '[{"op": "replace", "path": "/spec/text", "value": "json"}]';
  const build = buildKustomization(memoryTree({ ...files, 'app/p.yaml': json }), 'app' as RepoPath);
  expect(at(build, 'a', 'spec', 'text')).toBe('json');
});

const inline = (field: string, patch: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
${field}:
  - target: { group: example.com, version: v1, kind: Thing, name: a }
    patch: ${patch}
# === app/o.yaml
${OBJECT}
`;

test.for(['patches', 'patchesJson6902'])('reads what begins with a bracket as JSON, under %s', (field) => {
  const strict = inline(field, `'[{"op": "replace", "path": "/spec/text", "value": "new"}]'`);
  expect(built(strict).diagnostics).toEqual([]);
  expect(spec(strict, 'text')).toBe('new');
  for (const patch of [
    "'[{op: replace, path: /spec/text, value: new}]'",
    `'[{"op": "replace", "path": "/spec/text", "value": "new"},]'`,
    `'[{"op": "replace", "path": "/spec/text", "value": "new"}] # why'`,
  ]) {
    expect(built(inline(field, patch)).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
  }
});

test('finds fault with the path of an operation only where it is carried out', () => {
  const patch = (kind: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
  - target: { kind: ${kind} }
    patch: |
      - { op: add, path: 1, value: 2 }
# === app/o.yaml
${OBJECT}
`;
  expect(problems(patch('Thing'), built(patch('Thing')))).toEqual([
    'kustomize/bad-patch { op: add, path: 1, value: 2 }',
  ]);
  expect(built(patch('Other')).diagnostics).toEqual([]);
});

test('reports two objects that a patch gives one name', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
  - target: { kind: ConfigMap, name: a }
    patch: |
      - { op: replace, path: /metadata/name, value: b }
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
`;
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/duplicate-object']);
});

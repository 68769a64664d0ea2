import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { type MapNode, type Node, type Origin, scalar } from '../../yaml/nodes/node.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { setScalar, splitPath, updateField } from './each-field.js';
import { Fault } from './fault.js';

const ORIGIN: Origin = { span: { file: 'step.yaml' as RepoPath, start: 0, end: 0 } };
const object = (spec: string) =>
  parseYaml(sourceFile('o.yaml' as RepoPath, `{ apiVersion: apps/v1, kind: Thing, spec: ${spec} }`))
    .documents[0]?.root as MapNode;
const set = (old: Node): Node => setScalar(old, 'new', ORIGIN);
const spec = (body: MapNode) => (toPlain(body) as { spec?: unknown }).spec;

test.for([
  ['a/b', ['a', 'b']],
  ['/a/b', ['a', 'b']],
  ['a\\/b/c', ['a/b', 'c']],
  ['a', ['a']],
] as const)('splits the path %s', ([path, parts]) => {
  expect(splitPath(path, '/')).toEqual(parts);
});

test.for([
  ['a field', '{ a: old, b: 1 }', 'spec/a', { a: 'new', b: 1 }],
  [
    'a field of every item',
    '{ a: [{ b: x }, { b: y }, { c: z }] }',
    'spec/a/b',
    { a: [{ b: 'new' }, { b: 'new' }, { c: 'z' }] },
  ],
  ['a field of every item, spelled out', '{ a: [{ b: x }] }', 'spec/a[]/b', { a: [{ b: 'new' }] }],
  ['nothing where the field is missing', '{ b: 1 }', 'spec/a', { b: 1 }],
  ['nothing where null stands', '{ a: null }', 'spec/a/b', { a: null }],
] as const)('changes %s', ([, written, path, expected]) => {
  expect(spec(updateField(object(written), { path, create: false }, set))).toEqual(expected);
});

test('makes a field where specification and step agree on it', () => {
  const creation = { kind: 'scalar', origin: ORIGIN } as const;
  const made = (create: boolean, given?: typeof creation) =>
    spec(updateField(object('{}'), { path: 'spec/a/b', create }, set, given));
  expect(made(true, creation)).toEqual({ a: { b: 'new' } });
  expect(made(false, creation)).toEqual({});
  expect(made(true)).toEqual({});
});

test.for([
  [{ kind: 'Thing' }, true],
  [{ group: 'apps' }, true],
  [{ version: 'v1', kind: 'Thing' }, true],
  [{ kind: 'Other' }, false],
  [{ group: 'batch', kind: 'Thing' }, false],
] as const)('asks whether the object fits %j', ([gvk, fits]) => {
  const body = object('{ a: old }');
  const changed = updateField(body, { ...gvk, path: 'spec/a', create: false }, set);
  expect(changed !== body).toBe(fits);
});

test('gives back the same object where nothing changes', () => {
  const body = object('{ a: { b: [1, 2] } }');
  expect(updateField(body, { path: 'spec/a/b', create: false }, (node) => node)).toBe(body);
});

test.for(['{ a: text }', '{ a: [text] }'])('refuses a path that leads into a plain value: %s', (written) => {
  expect(() => updateField(object(written), { path: 'spec/a/b', create: false }, set)).toThrow(Fault);
});

test('types a bare value as if it were read, and keeps what is quoted text', () => {
  const bare = scalar('old', ORIGIN);
  expect(setScalar(bare, '8080', ORIGIN).tag).toBe('!!int');
  expect(setScalar({ ...bare, style: 'double' }, '8080', ORIGIN).tag).toBe('!!str');
  expect(setScalar(bare, '8080', ORIGIN, { tag: '!!str' }).tag).toBe('!!str');
  expect(() => setScalar({ kind: 'map', entries: [], origin: ORIGIN }, 'x', ORIGIN)).toThrow(Fault);
});

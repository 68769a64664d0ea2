import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Path } from '../../yaml/nodes/node-path.js';
import type { Plain } from '../../yaml/nodes/to-plain.js';
import { applyToPlain, keyNodeOf, nodeOf, type Operation, parentOf, targetOf } from './operation.js';

const TEXT = 'a: { b: [x, y] }\n---\na: { b: [x, z] }\n';
const PATH = 'a.yaml' as RepoPath;
const file = memoryTree({ [PATH]: TEXT }).read(PATH);
if (!file) throw new Error('The file is not there.');
const source = file;

const spanOf = (text: string) => {
  const start = TEXT.indexOf(text);
  return { file: PATH, start, end: start + text.length };
};

test.for<[string, string, number, Path]>([
  ['a scalar', 'y', 0, ['a', 'b', 1]],
  ['a scalar of another document', 'z', 1, ['a', 'b', 1]],
  ['a sequence', '[x, z]', 1, ['a', 'b']],
  ['a mapping', '{ b: [x, y] }', 0, ['a']],
])('finds where %s stands', ([, text, document, path]) => {
  const target = targetOf(source, spanOf(text));
  expect(target).toEqual({ file: source, document, path });
  expect(target && nodeOf(target)?.origin.span).toEqual(spanOf(text));
});

test.for([
  ['only a part of a value', 'x, y'],
  ['a key', 'b'],
])('finds nothing for %s', ([, text]) => {
  expect(targetOf(source, spanOf(text ?? ''))).toBeUndefined();
});

test('finds nothing for characters of another file', () => {
  expect(targetOf(source, { ...spanOf('y'), file: 'b.yaml' as RepoPath })).toBeUndefined();
});

test('knows the key and the collection of a value, and neither of a whole document', () => {
  const at = (...path: Path) => ({ file: source, document: 0, path });
  expect(keyNodeOf(at('a', 'b'))).toMatchObject({ kind: 'scalar', value: 'b' });
  expect(keyNodeOf(at('a', 'b', 0))).toBeUndefined();
  expect(parentOf(at('a', 'b', 0))).toMatchObject({ kind: 'seq' });
  expect(parentOf(at())).toBeUndefined();
});

const VALUE: Plain = { a: { b: [1, { c: 2 }] }, d: 3 };

const changed = (path: Path, operation: object): Plain =>
  applyToPlain(VALUE, { file: source, document: 0, path, ...operation } as Operation);

test.for<[Path, object, Plain]>([
  [['d'], { kind: 'set', value: 4 }, { a: { b: [1, { c: 2 }] }, d: 4 }],
  [['a', 'b', 1, 'c'], { kind: 'set', value: 'x' }, { a: { b: [1, { c: 'x' }] }, d: 3 }],
  [['a', 'b', 0], { kind: 'remove' }, { a: { b: [{ c: 2 }] }, d: 3 }],
  [['d'], { kind: 'remove' }, { a: { b: [1, { c: 2 }] } }],
  [['d'], { kind: 'rename', key: 'e' }, { a: { b: [1, { c: 2 }] }, e: 3 }],
  [['a'], { kind: 'add', key: 'z', value: 9 }, { a: { b: [1, { c: 2 }], z: 9 }, d: 3 }],
  [[], { kind: 'add', key: 'z', value: 9 }, { a: { b: [1, { c: 2 }] }, d: 3, z: 9 }],
  [['a', 'b'], { kind: 'append', value: 9 }, { a: { b: [1, { c: 2 }, 9] }, d: 3 }],
  [['a', 'b', 0], { kind: 'wrap', key: 'n' }, { a: { b: [{ n: 1 }, { c: 2 }] }, d: 3 }],
  [['d'], { kind: 'replace', key: 'e', value: [] }, { a: { b: [1, { c: 2 }] }, e: [] }],
  [['d'], { kind: 'erase', span: spanOf('y') }, VALUE],
  [['gone', 'x'], { kind: 'set', value: 1 }, VALUE],
])('knows the value after a change at %j', ([path, operation, after]) => {
  expect(changed(path, operation)).toEqual(after);
});

test('leaves the value before a change as it was', () => {
  const before = JSON.stringify(VALUE);
  changed(['a', 'b'], { kind: 'append', value: 9 });
  changed(['a'], { kind: 'add', key: 'z', value: 9 });
  expect(JSON.stringify(VALUE)).toBe(before);
});

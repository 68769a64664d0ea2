import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Path } from '../../yaml/nodes/node-path.js';
import { commentsOf } from '../../yaml/read/comments.js';
import type { Edits, Place } from '../findings/rule.js';
import { lowerFix, spliced } from './lower-fix.js';

const PATH = 'a.yaml' as RepoPath;

type Change = (edits: Edits, at: (...path: Path) => Place) => unknown;

/** The text of a file after edits; what became of them where there is no fix. */
function edited(text: string, change: Change): string {
  const tree = memoryTree({ [PATH]: text });
  const file = tree.read(PATH);
  if (!file) throw new Error('The file is not there.');
  const at = (...path: Path): Place => ({ in: file, path });
  const lowered = lowerFix({ title: 't', safety: 'safe', edits: (edits) => void change(edits, at) }, tree);
  return lowered.kind === 'fix' ? spliced(text, lowered.fix.changes) : lowered.kind;
}

type Case = readonly [name: string, before: string, change: Change, after: string];

test.for<Case>([
  [
    'below the name',
    'm:\n  name: x # why\n  labels: {}\n',
    (e, at) => e.add(at('m'), 'namespace', 'shop'),
    'm:\n  name: x # why\n  namespace: shop\n  labels: {}\n',
  ],
  [
    'below the last entry, where none is called name',
    'm:\n  a: 1\n  b: 2\nc: 3\n',
    (e, at) => e.add(at('m'), 'd', 4),
    'm:\n  a: 1\n  b: 2\n  d: 4\nc: 3\n',
  ],
  [
    'below all that is in the last entry',
    'm:\n  a:\n    b:\n    - 1\n# end\n',
    (e, at) => e.add(at('m'), 'd', 4),
    'm:\n  a:\n    b:\n    - 1\n  d: 4\n# end\n',
  ],
  [
    'below a block scalar',
    'm:\n  a: |\n    x\nc: 3\n',
    (e, at) => e.add(at('m'), 'd', 4),
    'm:\n  a: |\n    x\n  d: 4\nc: 3\n',
  ],
  [
    'below an entry without a value',
    'm:\n  a:\nc: 3\n',
    (e, at) => e.add(at('m'), 'd', 4),
    'm:\n  a:\n  d: 4\nc: 3\n',
  ],
  [
    'at the end of a file without a line break',
    'm:\n  a: 1',
    (e, at) => e.add(at('m'), 'd', 4),
    'm:\n  a: 1\n  d: 4',
  ],
  [
    'in a file with CR LF',
    'm:\r\n  a: 1\r\n',
    (e, at) => e.add(at('m'), 'd', { e: 4 }),
    'm:\r\n  a: 1\r\n  d:\r\n    e: 4\r\n',
  ],
  [
    'in an item of a list',
    'x:\n  - a: 1\n  - b: 2\n',
    (e, at) => e.add(at('x', 0), 'd', 4),
    'x:\n  - a: 1\n    d: 4\n  - b: 2\n',
  ],
  ['at the top of a document', 'a: 1\n', (e, at) => e.add(at(), 'd', 4), 'a: 1\nd: 4\n'],
  [
    'that is nested',
    'm:\n  a: 1\n',
    (e, at) => e.add(at('m'), 'd', { e: ['1', true], f: {} }),
    'm:\n  a: 1\n  d:\n    e:\n    - "1"\n    - true\n    f: {}\n',
  ],
  [
    'in flow style',
    'm: { name: x, a: 1 }\n',
    (e, at) => e.add(at('m'), 'd', 'shop'),
    'm: { name: x, d: shop, a: 1 }\n',
  ],
  [
    'in flow style, with a comma in it',
    'm: { a: 1 }\n',
    (e, at) => e.add(at('m'), 'd', 'y, z'),
    'm: { a: 1, d: "y, z" }\n',
  ],
  [
    'in flow style before a comma at the end',
    'm: { a: 1, }\n',
    (e, at) => e.add(at('m'), 'd', 2),
    'm: { a: 1, d: 2, }\n',
  ],
])('adds an entry %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test.for<Case>([
  ['to a mapping without entries', 'm: {}\n', (e, at) => e.add(at('m'), 'd', 4), 'none'],
  ['to a scalar', 'm: 1\n', (e, at) => e.add(at('m'), 'd', 4), 'none'],
  ['under a key that is there', 'm:\n  a: 1\n', (e, at) => e.add(at('m'), 'a', 4), 'failed'],
  [
    'to a mapping that an alias shares',
    'm: &x\n  a: 1\nn: *x\n',
    (e, at) => e.add(at('m'), 'd', 4),
    'failed',
  ],
])('does not add an entry %s', ([, before, change, what]) => {
  expect(edited(before, change)).toBe(what);
});

test.for<Case>([
  [
    'in the indentation of the others',
    'x:\n  - a # why\n# end\n',
    (e, at) => e.append(at('x'), 'b'),
    'x:\n  - a # why\n  - b\n# end\n',
  ],
  ['without indentation', 'x:\n- a\ny: 1\n', (e, at) => e.append(at('x'), 'b'), 'x:\n- a\n- b\ny: 1\n'],
  [
    'below an item that is a mapping',
    'x:\n- a: 1\n  b: 2\n',
    (e, at) => e.append(at('x'), { a: 2 }),
    'x:\n- a: 1\n  b: 2\n- { a: 2 }\n',
  ],
  ['in a file with CR LF', 'x:\r\n- a\r\n', (e, at) => e.append(at('x'), 'b'), 'x:\r\n- a\r\n- b\r\n'],
  ['at the end of a file without a line break', 'x:\n- a', (e, at) => e.append(at('x'), 'b'), 'x:\n- a\n- b'],
  ['in flow style', 'x: [a] # why\n', (e, at) => e.append(at('x'), 'b,c'), 'x: [a, "b,c"] # why\n'],
  ['that looks like a number', 'x:\n- a\n', (e, at) => e.append(at('x'), '1'), 'x:\n- a\n- "1"\n'],
])('appends an item %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test.for<Case>([
  ['to a list without items', 'x: []\n', (e, at) => e.append(at('x'), 'b'), 'none'],
  ['to a mapping', 'x: { a: 1 }\n', (e, at) => e.append(at('x'), 'b'), 'none'],
  ['to a list in the line of another one', 'x:\n- - a\n', (e, at) => e.append(at('x', 0), 'b'), 'none'],
])('does not append an item %s', ([, before, change, what]) => {
  expect(edited(before, change)).toBe(what);
});

test.for<Case>([
  [
    'items of a list',
    'x:\n- a # why\n- "b"\n',
    (e, at) => e.wrap(at('x', 0), 'name').wrap(at('x', 1), 'name'),
    'x:\n- name: a # why\n- name: "b"\n',
  ],
  ['an item in flow style', 'x: [a, b]\n', (e, at) => e.wrap(at('x', 0), 'name'), 'x: [name: a, b]\n'],
])('wraps %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test('does not wrap a value behind a key in its line', () => {
  expect(edited('x: a\n', (e, at) => e.wrap(at('x'), 'name'))).toBe('failed');
});

test.for<Case>([
  [
    'an entry by another one',
    'a: 1\nb:\n  c: 2\nd: 3 # why\n',
    (e, at) => e.replace(at('b'), 'e', { f: ['x'] }),
    'a: 1\ne:\n  f:\n  - x\nd: 3 # why\n',
  ],
  [
    'an entry by one with the same key',
    'm:\n  a: 1\n  b: 2\n',
    (e, at) => e.replace(at('m', 'a'), 'a', { c: 3 }),
    'm:\n  a:\n    c: 3\n  b: 2\n',
  ],
  [
    'an entry before its comment',
    'a: 1\nb: 2 # why\n',
    (e, at) => e.replace(at('b'), 'c', 'x'),
    'a: 1\nc: x # why\n',
  ],
  [
    'an entry in a file with CR LF',
    'a: 1\r\nb: 2\r\n',
    (e, at) => e.replace(at('b'), 'c', { d: 1 }),
    'a: 1\r\nc:\r\n  d: 1\r\n',
  ],
])('replaces %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test.for<Case>([
  ['an entry with a comment in it', 'a:\n  # why\n  b: 2\n', (e, at) => e.replace(at('a'), 'c', 'x'), 'none'],
  ['an entry in flow style', 'a: { b: 1, c: 2 }\n', (e, at) => e.replace(at('a', 'b'), 'd', 'x'), 'none'],
  [
    'the first entry of an item',
    'x:\n- a: 1\n  b: 2\n',
    (e, at) => e.replace(at('x', 0, 'a'), 'c', 'x'),
    'none',
  ],
  ['an item', 'x: [a]\n', (e, at) => e.replace(at('x', 0), 'c', 'x'), 'none'],
  ['an entry by one that is there', 'a: 1\nb: 2\n', (e, at) => e.replace(at('a'), 'b', 3), 'failed'],
])('does not replace %s', ([, before, change, what]) => {
  expect(edited(before, change)).toBe(what);
});

/** The text without its first comment. */
function withoutComment(text: string): string {
  const tree = memoryTree({ [PATH]: text });
  const file = tree.read(PATH);
  const span = file && commentsOf(file)[0]?.span;
  if (!file || !span) throw new Error('There is no comment.');
  const lowered = lowerFix(
    { title: 't', safety: 'safe', edits: (edits) => void edits.erase({ in: file, span }) },
    tree,
  );
  return lowered.kind === 'fix' ? spliced(text, lowered.fix.changes) : lowered.kind;
}

test.for<[string, string, string]>([
  ['behind a value with the blanks before it', 'a: 1  # why\nb: 2 # more\n', 'a: 1\nb: 2 # more\n'],
  ['on a line of its own with the line', 'a:\n  # why\n  b: 2\n', 'a:\n  b: 2\n'],
  ['in a file with CR LF', 'a: 1\r\n# why\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['behind a value in a file with CR LF', 'a: 1 # why\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['at the end of a file without a line break', 'a: 1\n# why', 'a: 1\n'],
  ['at the beginning of a file', '# why\na: 1\n', 'a: 1\n'],
])('erases a comment %s', ([, before, after]) => {
  expect(withoutComment(before)).toBe(after);
});

test('does not erase what a value needs', () => {
  const text = 'a: 1\nb: 2\n';
  const tree = memoryTree({ [PATH]: text });
  const file = tree.read(PATH);
  if (!file) throw new Error('The file is not there.');
  const erase = (span: Place['span']) =>
    lowerFix(
      { title: 't', safety: 'safe', edits: (e) => void e.erase({ in: file, ...(span && { span }) }) },
      tree,
    ).kind;
  expect(erase({ file: PATH, start: 5, end: 9 })).toBe('failed');
  expect(erase(undefined)).toBe('none');
  expect(erase({ file: 'gone.yaml' as RepoPath, start: 0, end: 1 })).toBe('none');
});

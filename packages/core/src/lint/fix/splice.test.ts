import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Path } from '../../yaml/nodes/node-path.js';
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
  ['a plain scalar', 'a: 1 # why\nb: 2\n', (e, at) => e.set(at('a'), 3), 'a: 3 # why\nb: 2\n'],
  ['a scalar in single quotes', "a: 'x'\n", (e, at) => e.set(at('a'), "it's"), "a: 'it''s'\n"],
  ['a scalar in double quotes', 'a: "x"\n', (e, at) => e.set(at('a'), 'say "y"'), 'a: "say \\"y\\""\n'],
  ['a text that looks like a number', 'a: x\n', (e, at) => e.set(at('a'), '1.10'), 'a: "1.10"\n'],
  ['a text that looks like a boolean of YAML 1.1', 'a: x\n', (e, at) => e.set(at('a'), 'on'), 'a: "on"\n'],
  ['a text that looks octal', 'a: x\n', (e, at) => e.set(at('a'), '0644'), 'a: "0644"\n'],
  ['a text that looks like null', 'a: x\n', (e, at) => e.set(at('a'), '~'), 'a: "~"\n'],
  ['an empty text', 'a: x\n', (e, at) => e.set(at('a'), ''), 'a: ""\n'],
  ['a text with a hash', 'a: x # why\n', (e, at) => e.set(at('a'), 'x #y'), 'a: "x #y" # why\n'],
  ['a text with a colon', 'a: x\n', (e, at) => e.set(at('a'), 'x: y'), 'a: "x: y"\n'],
  ['a boolean in quotes', 'a: "true"\n', (e, at) => e.set(at('a'), true), 'a: true\n'],
  [
    'a comma in a flow mapping',
    'x: { a: b, c: d }\n',
    (e, at) => e.set(at('x', 'a'), 'a, b'),
    'x: { a: "a, b", c: d }\n',
  ],
  ['a brace in a flow sequence', 'x: [a, b]\n', (e, at) => e.set(at('x', 1), 'b]'), 'x: [a, "b]"]\n'],
  ['an item of a list', 'x:\n- a # one\n- b\n', (e, at) => e.set(at('x', 0), 'c'), 'x:\n- c # one\n- b\n'],
  ['in a file with CR LF', 'a: 1\r\nb: 2\r\n', (e, at) => e.set(at('b'), 3), 'a: 1\r\nb: 3\r\n'],
  ['in a file with a byte order mark', '\ufeffa: 1\n', (e, at) => e.set(at('a'), 3), '\ufeffa: 3\n'],
  ['at the end of a file without a line break', 'a: 1', (e, at) => e.set(at('a'), 3), 'a: 3'],
  [
    'behind characters beyond the first plane',
    'a: "😀"\nb: 1\n',
    (e, at) => e.set(at('b'), 2),
    'a: "😀"\nb: 2\n',
  ],
  ['a value that keeps its anchor', 'a: &x 1\nb: 2\n', (e, at) => e.set(at('a'), 3), 'a: &x 3\nb: 2\n'],
  ['a value in the second document', 'a: 1\n---\na: 2\n', (e, at) => e.set(at('a'), 3), 'a: 3\n---\na: 2\n'],
])('sets %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test.for<Case>([
  ['a block scalar', 'a: |\n  x\n', (e, at) => e.set(at('a'), 'y'), 'none'],
  ['a mapping', 'a: { b: 1 }\n', (e, at) => e.set(at('a'), 'y'), 'none'],
  ['what is not there', 'a: 1\n', (e, at) => e.set(at('b'), 'y'), 'none'],
  ['a value that an alias shares', 'a: &x 1\nb: *x\n', (e, at) => e.set(at('a'), 3), 'failed'],
  ['an alias', 'a: &x 1\nb: *x\n', (e, at) => e.set(at('b'), 3), 'none'],
  [
    'a value that a merge key brings',
    'a: &x { q: 1 }\nb:\n  <<: *x\n',
    (e, at) => e.set(at('b', 'q'), 3),
    'none',
  ],
])('does not set %s', ([, before, change, what]) => {
  expect(edited(before, change)).toBe(what);
});

test.for<Case>([
  ['an entry with its comment', 'a: 1\nb: 2 # why\nc: 3\n', (e, at) => e.remove(at('b')), 'a: 1\nc: 3\n'],
  ['the last entry of a file without a line break', 'a: 1\nb: 2', (e, at) => e.remove(at('b')), 'a: 1\n'],
  [
    'an entry with all that is in it',
    'a:\n  # in\n  b:\n  - c\nd: 1\n',
    (e, at) => e.remove(at('a')),
    'd: 1\n',
  ],
  ['a block scalar', 'a: |\n  x\n  # text\nb: 1\n', (e, at) => e.remove(at('a')), 'b: 1\n'],
  ['an empty entry', 'a: 1\nb:\nc: 3\n', (e, at) => e.remove(at('b')), 'a: 1\nc: 3\n'],
  [
    'an entry in a file with CR LF',
    'a: 1\r\nb: 2\r\nc: 3\r\n',
    (e, at) => e.remove(at('b')),
    'a: 1\r\nc: 3\r\n',
  ],
  ['an item', 'x:\n- a\n- b # why\n- c\n', (e, at) => e.remove(at('x', 1)), 'x:\n- a\n- c\n'],
  [
    'an item that is a mapping',
    'x:\n- a: 1\n  b: 2\n- c: 3\n',
    (e, at) => e.remove(at('x', 0)),
    'x:\n- c: 3\n',
  ],
  [
    'the first entry of an item',
    'x:\n- a: 1\n  b: 2\n',
    (e, at) => e.remove(at('x', 0, 'a')),
    'x:\n- b: 2\n',
  ],
  ['another entry of an item', 'x:\n- a: 1\n  b: 2\n', (e, at) => e.remove(at('x', 0, 'b')), 'x:\n- a: 1\n'],
  [
    'the first entry in flow style',
    'x: { a: 1, b: 2 }\n',
    (e, at) => e.remove(at('x', 'a')),
    'x: { b: 2 }\n',
  ],
  ['the last entry in flow style', 'x: { a: 1, b: 2 }\n', (e, at) => e.remove(at('x', 'b')), 'x: { a: 1 }\n'],
  ['the only entry in flow style', 'x: {a: 1}\n', (e, at) => e.remove(at('x', 'a')), 'x: {}\n'],
  ['an item in flow style', 'x: [a, b, c]\n', (e, at) => e.remove(at('x', 1)), 'x: [a, c]\n'],
  [
    'the comments directly above an entry',
    'a: 1\n\n# of all\n\n# one\n# two\nb: 2\n# of c\nc: 3\n',
    (e, at) => e.remove(at('b')),
    'a: 1\n\n# of all\n\n# of c\nc: 3\n',
  ],
  [
    'the comment of an entry further in',
    'x:\n# of x\n  # of a\n  a: 1\n  b: 2\n',
    (e, at) => e.remove(at('x', 'a')),
    'x:\n# of x\n  b: 2\n',
  ],
  [
    'the comment of an item',
    'x:\n  - a\n  # of b\n  - b: 1\n    c: 2\n  # of d\n  - d\n',
    (e, at) => e.remove(at('x', 1)),
    'x:\n  - a\n  # of d\n  - d\n',
  ],
  [
    'the comment of an entry with CR LF',
    'a: 1\r\n# of b\r\nb: 2\r\nc: 3\r\n',
    (e, at) => e.remove(at('b')),
    'a: 1\r\nc: 3\r\n',
  ],
  [
    'an entry, and not the comment behind the one before it',
    'a: 1 # of a\nb: 2\n',
    (e, at) => e.remove(at('b')),
    'a: 1 # of a\n',
  ],
  [
    'an entry, and not the comment of a first entry that is taken away behind its dash',
    'x:\n# of the item\n- a: 1\n  b: 2\n',
    (e, at) => e.remove(at('x', 0, 'a')),
    'x:\n# of the item\n- b: 2\n',
  ],
  [
    'the first entry of a document, and not the header above it',
    '# of the file\na: 1\nb: 2\n---\n# of the next\na: 1\n',
    (e, at) => e.remove(at('a')),
    '# of the file\nb: 2\n---\n# of the next\na: 1\n',
  ],
  [
    'an entry that moves, and not its comment',
    'x:\n- a\n# why\ny:\n- b\n',
    (e, at) => e.append(at('x'), 'b').remove(at('y')),
    'x:\n- a\n- b\n# why\n',
  ],
  ['two entries at once', 'a: 1\nb: 2\nc: 3\n', (e, at) => e.remove(at('a')).remove(at('b')), 'c: 3\n'],
  [
    'two items at once',
    'x:\n- a\n- b\n- c\n',
    (e, at) => e.remove(at('x', 0)).remove(at('x', 1)),
    'x:\n- c\n',
  ],
])('removes %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test.for<Case>([
  ['the only entry of a block', 'a:\n  b: 1\nc: 2\n', (e, at) => e.remove(at('a', 'b')), 'none'],
  ['the only item of a block', 'a:\n- b\nc: 2\n', (e, at) => e.remove(at('a', 0)), 'none'],
  [
    'all entries of a block one by one',
    'x:\n  a: 1\n  b: 2\nc: 3\n',
    (e, at) => e.remove(at('x', 'a')).remove(at('x', 'b')),
    'failed',
  ],
  ['a whole document', 'a: 1\n', (e, at) => e.remove(at()), 'none'],
  ['an anchor that is used', 'a: &x 1\nb: *x\nc: 2\n', (e, at) => e.remove(at('a')), 'failed'],
  ['an alias', 'a: &x 1\nb: *x\nc: 2\n', (e, at) => e.remove(at('b')), 'none'],
])('does not remove %s', ([, before, change, what]) => {
  expect(edited(before, change)).toBe(what);
});

test.for<Case>([
  ['a plain key', 'a: 1 # why\n', (e, at) => e.rename(at('a'), 'b'), 'b: 1 # why\n'],
  ['a key in quotes', '"a b": 1\n', (e, at) => e.rename(at('a b'), 'c'), '"c": 1\n'],
  ['a key to one that needs quotes', 'a: 1\n', (e, at) => e.rename(at('a'), 'b: c'), '"b: c": 1\n'],
  ['a key in flow style', 'x: { a: 1 }\n', (e, at) => e.rename(at('x', 'a'), 'b'), 'x: { b: 1 }\n'],
  ['the key of a block', 'a:\n  - b\n', (e, at) => e.rename(at('a'), 'c'), 'c:\n  - b\n'],
])('renames %s', ([, before, change, after]) => {
  expect(edited(before, change)).toBe(after);
});

test.for<Case>([
  ['an item', 'x: [a]\n', (e, at) => e.rename(at('x', 0), 'b'), 'none'],
  ['a key to one that is there', 'a: 1\nb: 2\n', (e, at) => e.rename(at('a'), 'b'), 'failed'],
])('does not rename %s', ([, before, change, what]) => {
  expect(edited(before, change)).toBe(what);
});

test('replaces the characters of splices and nothing else', () => {
  const splices = [
    { start: 0, end: 1, text: 'A' },
    { start: 2, end: 2, text: '+' },
    { start: 4, end: 5, text: '' },
  ];
  expect(spliced('abcde', splices)).toBe('Ab+cd');
  expect(spliced('abc', [])).toBe('abc');
});

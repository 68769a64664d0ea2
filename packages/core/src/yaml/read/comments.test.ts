import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type SourceFile, sourceFile } from '../../source/source-file.js';
import { commentsOf, entryBelow } from './comments.js';

const file = (text: string): SourceFile => sourceFile('a.yaml' as RepoPath, text);
const texts = (text: string): string[] => commentsOf(file(text)).map((comment) => comment.text);

/** What stands under the only comment of a text. */
function below(text: string): string | undefined {
  const [comment] = commentsOf(file(text));
  if (!comment) throw new Error('no comment');
  const span = entryBelow(file(text), comment.span);
  return span && text.slice(span.start, span.end);
}

test('finds comments in order, with their places', () => {
  const text = '# one\na: b # two\n---\n#three\n';
  const comments = commentsOf(file(text));
  expect(comments.map((comment) => comment.text)).toEqual(['one', 'two', 'three']);
  expect(comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(['# one', '# two', '#three']);
});

test('tells comments on lines of their own from those behind values', () => {
  expect(commentsOf(file('# a\nb: c # d\n  # e\n')).map(({ ownLine }) => ownLine)).toEqual([
    true,
    false,
    true,
  ]);
});

test.for<[name: string, text: string]>([
  ['a double-quoted text', 'a: "# no"\n'],
  ['a single-quoted text', "a: '# no'\n"],
  ['a plain text', 'a: b#no\n'],
  ['a literal block', 'a: |\n  # no\n  b # no\nc: 1\n'],
  ['a folded block', 'a: >\n  # no\n'],
  ['a block that begins with it', 'a: |\n  #no\n'],
  ['a quoted text of several lines', 'a: "b\n  # no"\n'],
  ['a URL', 'a: http://x/#no\n'],
])('finds none inside of %s', ([, text]) => {
  expect(texts(text)).toEqual([]);
});

test('finds the comment in the header of a block', () => {
  expect(texts('a: | # yes\n  # no\n')).toEqual(['yes']);
});

test('finds comments in flow collections', () => {
  expect(texts('a: [ # one\n  b, # two\n]\n')).toEqual(['one', 'two']);
});

test('places comments in files with CR LF and a byte order mark', () => {
  const text = '\ufeff# one\r\na: b # two\r\n';
  const comments = commentsOf(file(text));
  expect(comments.map((comment) => comment.text)).toEqual(['one', 'two']);
  expect(comments.map(({ span }) => text.slice(span.start, span.start + 1))).toEqual(['#', '#']);
});

test('finds comments of a text that is no valid YAML', () => {
  expect(texts('# one\na: [b\n')).toEqual(['one']);
  expect(texts('')).toEqual([]);
});

test('keeps places right when the text holds the marks of the lexer', () => {
  const text = 'a: "\u0002\u001f" # one\nb: 1 # two\n';
  const comments = commentsOf(file(text));
  expect(comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(['# one', '# two']);
});

test('takes the entry under a comment with all that is in it', () => {
  expect(below('a: 1\n# here\nb:\n  c: 2\nd: 3\n')?.trimEnd()).toBe('b:\n  c: 2');
});

test('takes the item under a comment', () => {
  expect(below('a:\n- b: 1\n# here\n- c: 2\n  d: 3\n- e\n')?.trimEnd()).toBe('c: 2\n  d: 3');
});

test('takes the whole document under a comment above its first key', () => {
  expect(below('# here\na: 1\nb: 2\n')?.trimEnd()).toBe('a: 1\nb: 2');
});

test('takes the document that the comment stands in, not the one before', () => {
  expect(below('a: 1\n---\n# here\nb: 2\nc: 3\n')?.trimEnd()).toBe('b: 2\nc: 3');
});

test('skips further lines of comments and empty lines', () => {
  expect(below('a: 1\n# here\n\n# more\nb: 2\n')?.trimEnd()).toBe('b: 2');
});

test('takes nothing under the last comment', () => {
  expect(below('a: 1\n# here\n')).toBeUndefined();
});

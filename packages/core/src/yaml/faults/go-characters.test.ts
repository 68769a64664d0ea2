import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { type Plain, toPlain } from '../nodes/to-plain.js';
import { parseYaml } from '../read/parse-yaml.js';

const read = (text: string) => parseYaml(sourceFile('a.yaml' as RepoPath, text));
const values = (text: string): Plain[] =>
  read(text).documents.flatMap(({ root }) => (root ? [toPlain(root)] : []));

test.for<[name: string, text: string, value: Plain]>([
  ['lone carriage returns', 'a: 1\rb:\r  c: 2\r', { a: 1, b: { c: 2 } }],
  ['a carriage return too many', 'a: |\r\r\n  b\r\r\n  c\r\r\nd: e\r\r\n', { a: 'b\nc\n', d: 'e' }],
  ['a carriage return at the end', 'a: b\r', { a: 'b' }],
  ['a carriage return behind a comment', '# a\rb: c\n', { b: 'c' }],
  ['a next-line character within quotes', 'a: "b\x85c"\n', { a: 'b c' }],
  ['a line separator within quotes', 'a: "b\u2028c"\n', { a: 'b\u2028c' }],
])('reads %s', ([, text, value]) => {
  expect(read(text).diagnostics).toEqual([]);
  expect(values(text)).toEqual([value]);
});

test('takes a byte order mark at the beginning of each document', () => {
  expect(values('\ufeffa: 1\n---\n\ufeffb: 2\n--- # c\n\ufeffc: 3\n')).toEqual([
    { a: 1 },
    { b: 2 },
    { c: 3 },
  ]);
});

test('tells places in the text as written', () => {
  const text = 'a: 1\r\r\nbc: d\r\r\n';
  const [document] = read(text).documents;
  const root = document?.root;
  const span = root?.kind === 'map' ? root.entries[1]?.key.origin.span : undefined;
  expect(text.slice(span?.start, span?.end)).toBe('bc');
});

test.for([
  'a: "b\x01"\n',
  'a: b\x7f\n',
  '# \x1b\na: b\n',
  'a: b\0\n',
  'a: |\n  b\x80\n',
  'a: \ufffe\n',
  '# \x02\n',
])('tells of the control character in %j', (text) => {
  const { diagnostics } = read(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax']);
  expect(diagnostics[0]?.message).toMatch(/control character U\+[0-9A-F]{4} /);
  const { start = 0, end = 0 } = diagnostics[0]?.span ?? {};
  expect(text.slice(start, end)).toMatch(/^[^\x20-\x7e]$/);
  expect(values(text)).toEqual([]);
});

test('breaks no document but the one that a control character stands in', () => {
  expect(values('a: 1\n---\n# \x01\nb: 2\n---\nc: 3\n')).toEqual([{ a: 1 }, { c: 3 }]);
});

test.for(['a: b\u2028c\n', 'a: |\n  b\u2028c\n', '# b\u2029c\na: 1\n'])(
  'tells of the line separator that breaks %j',
  (text) => {
    const { diagnostics } = read(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax']);
    expect(text.slice(diagnostics[0]?.span.start, diagnostics[0]?.span.end)).toMatch(/^[\u2028\u2029]$/);
  },
);

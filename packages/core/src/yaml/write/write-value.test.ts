import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { type Plain, toPlain } from '../nodes/to-plain.js';
import { parseYaml } from '../read/parse-yaml.js';
import { writeEntry, writeInline } from './write-value.js';

function read(text: string): Plain {
  const { documents, diagnostics } = parseYaml(sourceFile('a.yaml' as RepoPath, text));
  const root = documents[0]?.root;
  if (!root || diagnostics.length > 0) throw new Error(`cannot read ${JSON.stringify(text)}`);
  return toPlain(root);
}

test('writes an entry whose further lines stand at the indentation', () => {
  expect(writeEntry('a', { b: [1, { c: 'd' }], e: {} }, 2)).toBe(
    'a:\n    b:\n    - 1\n    - c: d\n    e: {}',
  );
});

test('does not indent a sequence under its key', () => {
  expect(writeEntry('a', ['b', 'c'], 4)).toBe('a:\n    - b\n    - c');
});

test('leaves an empty line of a block scalar without blanks', () => {
  expect(writeEntry('a', 'b\n\nc\n', 2)).toBe('a: |\n    b\n\n    c');
});

test('does not break long lines', () => {
  const long = 'word '.repeat(50).trim();
  expect(writeEntry('a', long, 2)).toBe(`a: ${long}`);
});

test('writes collections on one line', () => {
  expect(writeInline({ a: [1, { b: 'c' }], d: [] })).toBe('{ a: [ 1, { b: c } ], d: [] }');
});

test.for<Plain>([
  'yes',
  'on',
  'y',
  'N',
  'true',
  'null',
  '~',
  '',
  '0644',
  '08',
  '1_000',
  '0x1F',
  '0b11',
  '1e3',
  '.5',
  '.inf',
  '12:30:45',
  '2024-01-02',
  '2024-01-02T03:04:05Z',
  'a: b',
  'a #b',
  '#a',
  '[a',
  'a, b',
  ' a ',
  '*a',
  '&a',
  '!a',
  '@a',
  '%a',
  '- a',
  '? a',
  'a\tb',
  'a\rb',
  "it's",
  '"a"',
  '\\',
  '\0',
  null,
  true,
  1.5,
  [],
  {},
  [['a'], { b: [] }],
])('writes %j so that it is read as the same', (value) => {
  expect(read(`k: ${writeInline(value)}`)).toEqual({ k: value });
  expect(read(`k: [${writeInline(value)}, x]`)).toEqual({ k: [value, 'x'] });
  expect(read(`a:\n  ${writeEntry('k', value, 2)}\n  z: 1\n`)).toEqual({ a: { k: value, z: 1 } });
});

test('writes integers that a number cannot hold exactly', () => {
  expect(read(writeEntry('k', 9007199254740993n, 0))).toEqual({ k: 9007199254740993n });
});

test('writes text of several lines under a key so that it is read as the same', () => {
  for (const text of ['a\nb', 'a\nb\n', ' a\nb\n', 'a\n  b\n\nc', '# a\nb: c\n', 'a\r\nb\n']) {
    expect(read(`a:\n  ${writeEntry('k', text, 2)}\n  z: 1\n`)).toEqual({ a: { k: text, z: 1 } });
  }
});

test.for(['yes', '8080', 'a: b', '#a', '', '*', 'true', '2024-01-02'])('writes the key %j as text', (key) => {
  expect(read(writeEntry(key, 1, 0))).toEqual({ [key]: 1 });
});

test.for(['...', '---', '--- a', 'two\nlines'])('writes %j on one line within brackets', (text) => {
  const written = writeInline(text);
  expect(written).not.toContain('\n');
  expect(read(`a: [${written}]`)).toEqual({ a: [text] });
});

test('writes every text of one line so that it is read as the same', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', ' ', ':', '#', '1', '.', 'e', '"', "'", '\t', '[', '{', ',', '?'),
  });
  fc.assert(
    fc.property(texts, (text) => {
      expect(read(`a: [${writeInline(text)}]`)).toEqual({ a: [text] });
      expect(read(`a:\n  ${writeEntry('k', text, 2)}\n  z: 1\n`)).toEqual({ a: { k: text, z: 1 } });
    }),
  );
});

test('quotes what Go does not take within brackets without quotes', () => {
  expect(writeInline(['http://a/b?c', '::1', 'a:b'])).toBe('[ "http://a/b?c", "::1", a:b ]');
});

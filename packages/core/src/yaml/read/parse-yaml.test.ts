import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import type { Node } from '../nodes/node.js';
import { scalarsOf } from '../nodes/node-path.js';
import { type Plain, toPlain } from '../nodes/to-plain.js';
import { parseDocuments, parseYaml } from './parse-yaml.js';
import type { ParsedYaml } from './parsed-yaml.js';

const parse = (text: string): ParsedYaml => parseYaml(sourceFile('a.yaml' as RepoPath, text));
const codes = ({ diagnostics }: ParsedYaml): string[] => diagnostics.map(({ code }) => code);
const roots = ({ documents }: ParsedYaml): Node[] => documents.flatMap(({ root }) => (root ? [root] : []));
const values = (text: string): Plain[] => roots(parse(text)).map((root) => toPlain(root));

test('reads the documents of a stream in order', () => {
  expect(values('a: 1\n---\na: 2\n---\na: 3\n')).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
});

test.for<[name: string, text: string]>([
  ['an empty file', ''],
  ['blanks', '  \n\n'],
  ['a comment', '# nothing here\n'],
  ['a lone separator', '---\n'],
  ['separators and comments', '---\n# a\n---\n---\n# b\n'],
])('finds no content in %s', ([, text]) => {
  const parsed = parse(text);
  expect(roots(parsed)).toEqual([]);
  expect(parsed.diagnostics).toEqual([]);
});

test('leaves out empty documents between others', () => {
  expect(values('---\n---\na: 1\n---\n# only a comment\n---\nb: 2\n---')).toEqual([{ a: 1 }, { b: 2 }]);
});

test('separates documents at a line with a comment or blanks behind the dashes', () => {
  expect(values('a: 1\n--- # two\nb: 2\n---   \nc: 3\n')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
});

test('takes indented dashes inside a block scalar for text', () => {
  expect(values('a: |\n  x\n  ---\n  y\nb: 1\n')).toEqual([{ a: 'x\n---\ny\n', b: 1 }]);
});

test('ends a block scalar at dashes in the first column', () => {
  expect(values('a: |\n  x\n---\nb: 1\n')).toEqual([{ a: 'x\n' }, { b: 1 }]);
});

test('ends a document at three dots', () => {
  expect(values('a: 1\n...\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
});

test('does not know the anchors of an earlier document', () => {
  const parsed = parse('a: &x 1\n---\nb: *x\n');
  expect(codes(parsed)).toEqual(['yaml/unresolved-alias']);
  expect(parsed.documents.map(({ broken }) => broken)).toEqual([false, true]);
});

test.for<[name: string, text: string]>([
  ['CR LF', 'a: |\r\n  x\r\n  y\r\nb: "c\r\n  d"\r\n'],
  ['LF', 'a: |\n  x\n  y\nb: "c\n  d"\n'],
])('reads lines that end in %s', ([, text]) => {
  expect(values(text)).toEqual([{ a: 'x\ny\n', b: 'c d' }]);
});

test('leaves a byte order mark out of the first key, but counts it in offsets', () => {
  const parsed = parse('\ufeffa: b\n');
  const [root] = roots(parsed);
  expect(root && toPlain(root)).toEqual({ a: 'b' });
  expect(root?.kind === 'map' && root.entries[0]?.key.origin.span).toEqual({
    file: 'a.yaml',
    start: 1,
    end: 2,
  });
});

test('reads JSON, indented by tabs as well', () => {
  expect(values('{\n\t"a": [1, "b"],\n\t"c": null\n}\n')).toEqual([{ a: [1, 'b'], c: null }]);
});

test('remembers what it read from a file', () => {
  const file = sourceFile('a.yaml' as RepoPath, 'a: 1\n');
  expect(parseYaml(file)).toBe(parseYaml(file));
});

test('tells that a binary file is no text', () => {
  const file = sourceFile('a.yaml' as RepoPath, Uint8Array.of(0x61, 0xff));
  expect(codes(parseYaml(file))).toEqual(['yaml/binary-file']);
  expect(parseYaml(file).documents).toEqual([]);
});

test.for<[name: string, text: string]>([
  ['a tab as indentation', 'a:\n\tb: 1\n'],
  ['a missing quote', 'a: "b\n'],
  ['two colons', 'a: b: c\n'],
  ['an entry too far in', 'a: b\n c: d\n'],
  ['text before a mapping', 'text\na: b\n'],
  ['a reserved character', 'a: @b\n'],
  ['an unclosed list', 'a: [b\n'],
  ['an unknown escape', 'a: "\\q"\n'],
  ['an unknown tag handle', 'a: !e!x 1\n'],
  ['properties of an alias', 'a: &x 1\nb: &y *x\n'],
])('tells of %s', ([, text]) => {
  const parsed = parse(text);
  expect(new Set(codes(parsed))).toEqual(new Set(['yaml/syntax']));
  expect(parsed.documents[0]).toMatchObject({ root: undefined, broken: true });
});

test('places a syntax error inside the line that it is in', () => {
  const text = 'a: 1\nb: c: d\ne: 2\n';
  const span = parse(text).diagnostics[0]?.span;
  expect(text.slice(0, span?.start).split('\n')).toHaveLength(2);
  expect(text.slice(span?.start, span?.end)).not.toContain('\n');
});

test('reads the documents beside a broken one', () => {
  const parsed = parse('a: 1\n---\nb: x: y\n---\nc: 3\n');
  expect(parsed.documents.map(({ broken }) => broken)).toEqual([false, true, false]);
  expect(roots(parsed).map((root) => toPlain(root))).toEqual([{ a: 1 }, { c: 3 }]);
});

test('notes keys that are no text', () => {
  const text = '8080: a\ntrue: b\n"1": c\nyes: d\n2024-01-02: e\n~: f\n';
  const { documents, diagnostics } = parse(text);
  const odd = documents[0]?.oddKeys.map(({ start, end }) => text.slice(start, end));
  expect(odd).toEqual(['8080', 'true', '2024-01-02', '~']);
  expect(diagnostics).toEqual([]);
});

test('places a text that stands inside another one', () => {
  const place = (start: number, end: number) => ({
    file: 'b.yaml' as RepoPath,
    start: start + 100,
    end: end + 100,
  });
  const { documents } = parseDocuments('a: bc\n', place);
  const root = documents[0]?.root;
  expect(root?.kind === 'map' && root.entries[0]?.value.origin.span).toEqual({
    file: 'b.yaml',
    start: 103,
    end: 105,
  });
});

test.for<[name: string, text: string]>([
  ['sequences', '['.repeat(10_000)],
  ['closed sequences', '['.repeat(5000) + ']'.repeat(5000)],
  ['mappings', '{a: '.repeat(10_000)],
  ['items', '- '.repeat(10_000)],
  ['complex keys', '? '.repeat(10_000)],
  ['block mappings', Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
])('does not choke on too many nested %s', ([, text]) => {
  const parsed = parse(text);
  expect(parsed.diagnostics.length).toBeGreaterThan(0);
  expect(roots(parsed)).toEqual([]);
});

test('tells of no more than a thousand faults, and still of each broken document', () => {
  const { diagnostics, documents } = parse(`${'a: 1\n'.repeat(3000)}---\na: b: c\n---\nd: 1\n`);
  expect(diagnostics).toHaveLength(1000);
  expect(documents.slice(-2).map(({ broken }) => broken)).toEqual([true, false]);
});

test('reads a document that is nested deeper than any manifest', () => {
  const text = '['.repeat(200) + ']'.repeat(200);
  expect(codes(parse(text))).toEqual([]);
});

test('no text makes it throw', () => {
  const pieces = [
    'a',
    ' ',
    '\n',
    '  ',
    '\t',
    ':',
    ': ',
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: ',
    '!',
    '!!int ',
    '|',
    '>',
    '|2-',
    '"',
    "'",
  ];
  const more = [
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    ' #',
    '---\n',
    '...\n',
    '%YAML',
    '\r\n',
    '\ufeff',
    '\0',
    '\\',
    '1',
    '~',
  ];
  const texts = fc
    .array(fc.constantFrom(...pieces, ...more), { maxLength: 40 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
      for (const root of roots(parse(text))) toPlain(root);
      expect(
        parse(text).documents.every(({ root, broken }) => root !== undefined || typeof broken === 'boolean'),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('reads the same text the same way each time', () => {
  const text = 'a: &x [1, {b: 0644}]\nc: *x\nd: |\n  e\n';
  expect(parse(text)).toEqual(parse(text));
});

test('every span lies within the text', () => {
  const text = 'a: &x [1, {b: 0644}]\nc: *x\nd: |\n  e\n"f": >-\n  g\n  h\ni:\n';
  const [root] = roots(parse(text));
  const spans = root ? [...scalarsOf(root)].map(({ node }) => node.origin.span) : [];
  expect(spans).toHaveLength(7);
  for (const { start, end } of spans) expect(0 <= start && start <= end && end <= text.length).toBe(true);
});

test('reads the first document of a file in UTF-16, as kustomize does, which splits before it decodes', () => {
  const text = '\ufeffa: é\n---\nb: 1\n';
  const file = sourceFile('a.yaml' as RepoPath, Buffer.from(text, 'utf16le'));
  const parsed = parseYaml(file);
  expect(parsed.diagnostics).toEqual([]);
  expect(roots(parsed).map((root) => toPlain(root))).toEqual([{ a: 'é' }]);
});

test('says so where git-crypt has encrypted a file', () => {
  const locked = sourceFile('a.yaml' as RepoPath, Uint8Array.from([0, ...Buffer.from('GITCRYPT'), 0, 1]));
  expect(parseYaml(locked).diagnostics.map(({ message }) => message)[0]).toMatch(/git-crypt/);
});

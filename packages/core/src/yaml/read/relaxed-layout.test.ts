import { describe, expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { nodeAt } from '../nodes/node-path.js';
import { type Plain, toPlain } from '../nodes/to-plain.js';
import { parseYaml } from './parse-yaml.js';
import { relaxLayout } from './relaxed-layout.js';

const read = (text: string) => parseYaml(sourceFile('a.yaml' as RepoPath, text));

test.for<[text: string, value: Plain]>([
  ['a: [\nb,\nc\n]\nd: 1\n', { a: ['b', 'c'], d: 1 }],
  ['a: {\nb: 1,\n# c\nd: 2 # e\n}\n', { a: { b: 1, d: 2 } }],
  ['a:\n  b: [\n  c\n  ]\n', { a: { b: ['c'] } }],
  ['a:\n  b: {\n    c: 1\n }\n', { a: { b: { c: 1 } } }],
  ['a:\n- [b,\nc]\n- d\n', { a: [['b', 'c'], 'd'] }],
  ['a: [b,\n\tc]\n', { a: ['b', 'c'] }],
  ['a: {b: {\nc: [\n1\n]}}\n', { a: { b: { c: [1] } } }],
  ['a: ["b\nc", \'d\n\n  e\']\n', { a: ['b c', 'd\ne'] }],
  ['a: "b\nc"\nd: e\n', { a: 'b c', d: 'e' }],
  ['a:\n  b: "c\n\td"\n', { a: { b: 'c d' } }],
  ['a: "b \\\nc"\n', { a: 'b c' }],
  ["a: 'it''s\nb'\n", { a: "it's b" }],
  ['a: "it\\\'s"\n', { a: "it's" }],
  ['a: "b"#c\nd: e\n', { a: 'b', d: 'e' }],
  ['a: {b: 1}# c\n', { a: { b: 1 } }],
  ['a: [b,#c\n d]\n', { a: ['b', 'd'] }],
  ['a: |# b\n  c: "d\n  e\nf: "g\nh"\n', { a: 'c: "d\ne\n', f: 'g h' }],
  ['a: b "c\n  [d\ne: [\nf]\n', { a: 'b "c [d', e: ['f'] }],
  ["a: b # it's\nc: [\nd]\n", { a: 'b', c: ['d'] }],
  ["a: [it's,\nb]\n", { a: ["it's", 'b'] }],
  ['"a": [\nb]\n', { a: ['b'] }],
  ['a: &x [\nb]\nc: *x\n', { a: ['b'], c: ['b'] }],
  ['a: [\r\nb\r\n]\r\n', { a: ['b'] }],
])('reads %j as Go does', ([text, value]) => {
  const { documents, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(documents[0]?.root && toPlain(documents[0].root)).toEqual(value);
});

test('takes a comment at once behind the dashes', () => {
  const roots = read('a: 1\n---# b\nc: 2\n').documents.map(({ root }) => root && toPlain(root));
  expect(roots).toEqual([{ a: 1 }, { c: 2 }]);
});

test('tells places in the text as written', () => {
  const text = 'a:\n  b: [\nfirst,\n"sec\nond"\n]\n  c: |\n    lit\n';
  const root = read(text).documents[0]?.root;
  const written = (...path: (string | number)[]): string => {
    const span = root && nodeAt(root, ...path)?.origin.span;
    return text.slice(span?.start, span?.end);
  };
  expect(written('a', 'b', 0)).toBe('first');
  expect(written('a', 'b', 1)).toBe('"sec\nond"');
  const literal = root && nodeAt(root, 'a', 'c');
  expect(literal?.kind === 'scalar' && literal.lines?.[0]).toBe(text.indexOf('lit'));
});

test.for(['a: [b\n', 'a: "b\n', 'a: b: c\n', 'a: [\nb\n---\nc: 1\n', 'a: [b\n\t,c]\n', 'a: "b\n---\nc"\n'])(
  'leaves the fault of %j',
  (text) => {
    expect(read(text).diagnostics.map(({ code }) => code)).toContain('yaml/syntax');
  },
);

test('keeps a fault that stands beside what it relaxes', () => {
  const { documents } = read('a: [\nb]\n---\nc: d: e\n');
  expect(documents.map(({ broken }) => broken)).toEqual([false, true]);
});

test('does not blow a text up', () => {
  const text = `${' '.repeat(50_000)}- "${'a\n'.repeat(50_000)}"\n`;
  const place = (start: number, end: number) => ({ file: 'a' as RepoPath, start, end });
  expect((relaxLayout({ text, place })?.text.length ?? 0) < 2_000_000).toBe(true);
});

function readValue(text: string) {
  const { documents, diagnostics } = read(text);
  const root = documents[0]?.root;
  return { value: root && toPlain(root), codes: diagnostics.map(({ code }) => code), root };
}

describe('an alias as a key', () => {
  test('may stand directly before its colon', () => {
    const { value, codes } = readValue(
      'name: &app web\nvalues:\n  *app:\n    image: *app\n  list:\n    - *app: 1\n',
    );
    expect(codes).toEqual([]);
    expect(value).toEqual({ name: 'web', values: { web: { image: 'web' }, list: [{ web: 1 }] } });
  });

  test('must name an anchor', () => {
    expect(readValue('a:\n  *b: 1\n').codes).toEqual(['yaml/unresolved-alias']);
  });

  test('leaves texts as they are that look like one', () => {
    const text = 'name: &app web\nnote: |\n  *app: see below\nother: "x *app: y"\nvalues:\n  *app: 1\n';
    expect(readValue(text).value).toEqual({
      name: 'web',
      note: '*app: see below\n',
      other: 'x *app: y',
      values: { web: 1 },
    });
  });

  test('leaves every value where it stands', () => {
    const text = 'name: &app web\nvalues:\n  *app: { image: nginx }\n';
    const { root } = readValue(text);
    const values = root?.kind === 'map' ? root.entries[1]?.value : undefined;
    const entry = values?.kind === 'map' ? values.entries[0]?.value : undefined;
    const span = entry?.origin.span;
    expect(span && text.slice(span.start, span.end)).toBe('{ image: nginx }');
  });

  test('is no way out for other faults', () => {
    expect(readValue('name: &app web\nvalues:\n  *app: [1\n').codes).not.toEqual([]);
  });
});

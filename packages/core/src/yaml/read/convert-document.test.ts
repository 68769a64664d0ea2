import { expect, test } from 'vitest';
import type { Diagnostic } from '../../source/diagnostic.js';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import type { Node } from '../nodes/node.js';
import { nodeAt, type Path } from '../nodes/node-path.js';
import { type Plain, toPlain } from '../nodes/to-plain.js';
import { parseYaml } from './parse-yaml.js';

interface Read {
  readonly root: Node;
  readonly plain: Plain;
  readonly problems: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (...path: Path) => string | undefined;
}

function read(text: string): Read {
  const { documents, diagnostics } = parseYaml(sourceFile('a.yaml' as RepoPath, text));
  const root = documents[0]?.root;
  if (!root) throw new Error(`nothing in ${JSON.stringify(text)}`);
  const textOf = (...path: Path): string | undefined => {
    const span = nodeAt(root, ...path)?.origin.span;
    return span && text.slice(span.start, span.end);
  };
  return { root, plain: toPlain(root), problems: diagnostics.map(({ code }) => code), diagnostics, textOf };
}

test.for<[text: string, value: Plain]>([
  ['a: b', 'b'],
  ['a: "b\\u00e9"', 'bé'],
  ["a: 'it''s'", "it's"],
  ['a: "0644"', '0644'],
  ["a: ''", ''],
  ['a: ~', null],
  ['a:', null],
  ['a: b\n  c\n\n  d', 'b c\nd'],
  ['a: "b\n  c\\\n  d"', 'b cd'],
  ['a: |\n  b\n  c\n', 'b\nc\n'],
  ['a: |-\n  b\n', 'b'],
  ['a: |+\n  b\n\n', 'b\n\n'],
  ['a: |2\n    b\n   c\n', '  b\n c\n'],
  ['a: |\n\n\n  b\n', '\n\nb\n'],
  ['a: | # why\n  b\n', 'b\n'],
  ['a: >\n  b\n  c\n\n  d\n', 'b c\nd\n'],
  ['a: >-\n  b\n  c\n', 'b c'],
  ['a: |\n', ''],
])('reads %j', ([text, value]) => {
  expect(read(text).plain).toEqual({ a: value });
});

test('ends a block scalar with a line break only if its text ends with one', () => {
  expect(read('a: |\n  b').plain).toEqual({ a: 'b' });
  expect(read('a: |\n  b\n').plain).toEqual({ a: 'b\n' });
  expect(read('a: >\n  b\n  c').plain).toEqual({ a: 'b c' });
  expect(read('a: >\n  b\n  c\n').plain).toEqual({ a: 'b c\n' });
  expect(read('a: >\n  b\n  c\n# c').plain).toEqual({ a: 'b c\n' });
});

test('tells plain, quoted and block scalars apart', () => {
  const { root } = read('- a\n- \'b\'\n- "c"\n- |\n  d\n- >\n  e\n');
  const styles = [0, 1, 2, 3, 4].map((at) => {
    const node = nodeAt(root, at);
    return node?.kind === 'scalar' ? node.style : undefined;
  });
  expect(styles).toEqual(['plain', 'single', 'double', 'literal', 'folded']);
});

test('lets the span of a value be the text that wrote it', () => {
  const { textOf } = read('a: plain # note\nb: "quoted"\nc: [x, {y: z}]\nd:\n- e\n');
  expect(textOf('a')).toBe('plain');
  expect(textOf('b')).toBe('"quoted"');
  expect(textOf('c')).toBe('[x, {y: z}]');
  expect(textOf('c', 1, 'y')).toBe('z');
  expect(textOf('d', 0)).toBe('e');
});

test('places a missing value behind its key, without any text', () => {
  const { root } = read('a: 1\nbc:\nd: 2\n');
  expect(nodeAt(root, 'bc')?.origin.span).toMatchObject({ start: 8, end: 8 });
});

test('leaves values as written without a step', () => {
  const { root } = read('a: b');
  expect(root.origin.step).toBeUndefined();
  expect(nodeAt(root, 'a')?.origin.was).toBeUndefined();
});

test('makes an alias the very node that it names', () => {
  const { root, plain } = read('a: &x {b: [1]}\nc: *x\n');
  expect(nodeAt(root, 'c')).toBe(nodeAt(root, 'a'));
  expect(plain).toEqual({ a: { b: [1] }, c: { b: [1] } });
});

test('lets an alias name the last anchor above it', () => {
  expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').plain).toEqual({ a: 1, b: 1, c: 2, d: 2 });
});

test('knows anchors of empty values and of keys', () => {
  expect(read('a: &x\nb: *x\n&k c: *k\n').plain).toEqual({ a: null, b: null, c: 'c' });
});

test('tells of an alias without an anchor, and reads null', () => {
  const { plain, diagnostics } = read('a: *nowhere\nb: 1\n');
  expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/unresolved-alias']);
  expect(diagnostics[0]?.message).toContain('nowhere');
  expect(diagnostics[0]?.span).toMatchObject({ start: 3, end: 11 });
  expect(plain).toEqual({ a: null, b: 1 });
});

test('does not look for an anchor below its alias', () => {
  expect(read('a: *x\nb: &x 1\n').problems).toEqual(['yaml/unresolved-alias']);
});

test.for(['a: &x\n  b: *x\n', 'a: &x [*x]\n', 'a: &x\n  b:\n  - c: [*x]\n', '&x a: &y {*x : *y}\n'])(
  'tells of an anchor that holds itself in %j',
  (text) => {
    const { problems, plain } = read(text);
    expect(problems).toContain('yaml/recursive-alias');
    expect(() => JSON.stringify(plain)).not.toThrow();
  },
);

/** Each line names the one above it many times. */
function laughs(lines: number, width: number): string {
  const names = Array.from({ length: lines }, (_, at) => {
    const above = Array.from({ length: width }, () => `*a${at - 1}`).join(', ');
    return `- &a${at} [${at === 0 ? 'ha' : above}]`;
  });
  return `${names.join('\n')}\n`;
}

// Only the problems: unfolding the values is what must not happen.
const problemsOf = (text: string): string[] =>
  parseYaml(sourceFile('a.yaml' as RepoPath, text)).diagnostics.map(({ code }) => code);

test('refuses aliases that unfold into too many values', () => {
  expect(new Set(problemsOf(laughs(10, 10)))).toEqual(new Set(['yaml/excessive-aliasing']));
});

test('takes aliases that unfold into a few thousand values', () => {
  expect(problemsOf(laughs(4, 10))).toEqual([]);
});

test('takes one large value that is named often', () => {
  const items = Array.from({ length: 1000 }, (_, at) => `x${at}`).join(', ');
  const uses = Array.from({ length: 100 }, (_, at) => `u${at}: *x\n`).join('');
  expect(read(`a: &x [${items}]\n${uses}`).problems).toEqual([]);
});

test.for<[name: string, text: string, value: Plain]>([
  ['puts merged entries under those of the mapping', '{<<: *m, c: 3}', { c: 3, a: 1, b: 2 }],
  ['lets the own entry win, before or after the merge', '{a: 0, <<: *m, b: 0}', { a: 0, b: 0 }],
  ['lets the first of several mappings win', '{<<: [*n, *m]}', { a: 9, b: 2 }],
  ['does not merge what is inside of an entry', '{<<: {d: {x: 1}}, d: {y: 2}}', { d: { y: 2 } }],
  ['merges what was merged before', '{<<: {<<: *m, c: 3}}', { c: 3, a: 1, b: 2 }],
  ['merges nothing from an empty list', '{<<: [], a: 1}', { a: 1 }],
])('%s', ([, text, value]) => {
  const { plain, problems } = read(`m: &m {a: 1, b: 2}\nn: &n {a: 9}\nx: ${text}\n`);
  expect(problems).toEqual([]);
  expect(plain).toMatchObject({ x: value });
});

test('keeps the place of a merged entry', () => {
  const { textOf } = read('m: &m {a: here}\nx: {<<: *m}\n');
  expect(textOf('x', 'a')).toBe('here');
});

test.for(['x', '[x]', '~', '[[{a: 1}]]'])('tells that %s cannot be merged', (value) => {
  expect(read(`a:\n  <<: ${value}\n  b: 1\n`).problems).toEqual(['yaml/bad-merge']);
});

test('tells of two merge keys in one mapping', () => {
  expect(read('m: &m {a: 1}\nx:\n  <<: *m\n  <<: {b: 2}\n').problems).toEqual(['yaml/duplicate-key']);
});

test('tells of an alias of a list that is merged', () => {
  expect(read('m: &m [{a: 1}]\nx:\n  <<: *m\n').problems).toEqual(['yaml/bad-merge']);
});

test('takes a merge key with its tag', () => {
  const { plain, problems } = read('m: &m {a: 1}\nx:\n  !!merge <<: *m\n');
  expect(problems).toEqual([]);
  expect(plain).toMatchObject({ x: { a: 1 } });
});

test('tells of a key that stands twice, and keeps the last of two equal keys', () => {
  const { plain, diagnostics } = read('a: 1\nb: 2\na: 3\n');
  expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/duplicate-key']);
  expect(diagnostics[0]?.span).toMatchObject({ start: 10, end: 11 });
  expect(diagnostics[0]?.related?.[0]?.span).toMatchObject({ start: 0, end: 1 });
  expect(plain).toEqual({ a: 3, b: 2 });
});

test.for(['a: 1\n"a": 2\n', '1: a\n"1": b\n', 'a: 1\na: 1\n', '{a: 1, a: 2}', 'a: &k b\nb: 1\n*k : 2\n'])(
  'takes two keys of %j for one',
  (text) => {
    expect(read(text).problems).toEqual(['yaml/duplicate-key']);
  },
);

test('takes an own entry over a merged one for no duplicate', () => {
  expect(read('m: &m {a: 1}\nx:\n  <<: *m\n  a: 2\n').problems).toEqual([]);
});

test.for(['? [a, b]\n: c\nd: 1\n', '{a: b}: c\nd: 1\n', 'x: {{ .Values.x }}\n'])(
  'refuses the key of %j',
  (text) => {
    expect(read(text).problems).toEqual(['yaml/complex-key']);
  },
);

test('keeps keys that mean something to JavaScript', () => {
  const { plain } = read('__proto__: {a: 1}\nconstructor: 2\ntoString: 3\n');
  expect(Object.keys(plain as object)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(Object.hasOwn(plain as object, 'a')).toBe(false);
});

test.for<[text: string, value: Plain]>([
  ['!!str 1', '1'],
  ['!!str true', 'true'],
  ['!!str', ''],
  ['!!int "1"', 1],
  ['!!float 12', 12],
  ['!!bool "true"', true],
  ['!!null ""', null],
  ['!<tag:yaml.org,2002:str> 1', '1'],
  ['!custom b', 'b'],
])('reads the tag of %s', ([text, value]) => {
  const { plain, problems } = read(`a: ${text}\n`);
  expect(plain).toEqual({ a: value });
  expect(problems).toEqual([]);
});

test('remembers that a tag was written', () => {
  const { root } = read('a: !!str yes\nb: yes\n');
  expect(nodeAt(root, 'a')).toMatchObject({ tag: '!!str', tagged: true });
  expect(nodeAt(root, 'b')).not.toHaveProperty('tagged');
});

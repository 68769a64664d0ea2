import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { mapping, type Node, type Origin, scalar, sequence } from '../nodes/node.js';
import { type Plain, toPlain } from '../nodes/to-plain.js';
import { parseYaml } from '../read/parse-yaml.js';
import { compareKeys, printLines, printYaml } from './print.js';

// The expectations were recorded from `kubectl kustomize` (kustomize 5.5.0).

function read(text: string): Node {
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (!root) throw new Error(`nothing in ${JSON.stringify(text)}`);
  return root;
}

const print = (text: string): string => printYaml(read(text));

test('sorts keys and does not indent sequences', () => {
  const text = 'spec:\n  ports:\n    - port: 80\n      name: http\n    - port: 81\nkind: Service\n';
  expect(print(text)).toBe('kind: Service\nspec:\n  ports:\n  - name: http\n    port: 80\n  - port: 81\n');
});

test('prints sequences within sequences', () => {
  expect(print('a: [v, [w, [z]], {b: [c]}]')).toBe('a:\n- v\n- - w\n  - - z\n- b:\n  - c\n');
});

test('prints empty collections in flow style', () => {
  expect(print('a: {}\nb: []\nc: [{}, []]\n')).toBe('a: {}\nb: []\nc:\n- {}\n- []\n');
});

test('prints aliases and merges written out', () => {
  expect(print('a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n')).toBe(
    'a:\n  b: 1\nc:\n  b: 1\nd:\n  b: 1\n  e: 2\n',
  );
});

test('prints a document that is a sequence or a scalar', () => {
  expect(print('- b: 1\n  a: 2\n- c\n')).toBe('- a: 2\n  b: 1\n- c\n');
  expect(print('"a"')).toBe('a\n');
});

test.for<[text: string, printed: string]>([
  ['yes', '"yes"'],
  ['on', '"on"'],
  ['y', '"y"'],
  ['True', 'true'],
  ['~', 'null'],
  ['', 'null'],
  ['NULL', 'null'],
  ['0644', '420'],
  ['0o17', '15'],
  ['0x1F', '31'],
  ['08', '8'],
  ['1_000', '1000'],
  ['+1', '1'],
  ['1e3', '1000'],
  ['1.0', '1'],
  ['1.10', '1.1'],
  ['.5', '0.5'],
  ['1e6', '1000000'],
  ['1234567.5', '1.2345675e+06'],
  ['123456.7', '123456.7'],
  ['0.0001', '0.0001'],
  ['0.00001', '1e-05'],
  ['1e21', '1e+21'],
  ['1e20', '1e+20'],
  ['1e19', '10000000000000000000'],
  ['12345678901234567890.5', '12345678901234567000'],
  ['18446744073709551616', '1.8446744073709552e+19'],
  ['-9223372036854775809', '-9.223372036854776e+18'],
  ['9007199254740993', '9007199254740993'],
  ['9223372036854775807', '9223372036854775807'],
  ['18446744073709551615', '18446744073709551615'],
  ['12:30:45', '"12:30:45"'],
  ['12:30', '"12:30"'],
  ['2024-01-02', '"2024-01-02T00:00:00Z"'],
  ['2024-13-01', '2024-13-01'],
  ['=', '='],
  ['!!str 1', '"1"'],
  ['!!int "1"', '1'],
  ['!custom b', 'b'],
])('prints the value %j as %s', ([text, printed]) => {
  expect(print(`a: ${text}\n`)).toBe(`a: ${printed}\n`);
});

// Only keys that go-yaml's order ranks without contradiction: '9', '11' and '1a' form a circle in it.
test('sorts keys as kustomize does', () => {
  const recorded = [
    '.x',
    '/',
    '_a',
    '1',
    '01',
    'A1',
    'B',
    'a',
    'a 1',
    'a-b',
    'a.b',
    'a_b',
    'a0',
    'a1',
    'a9',
    'a10',
  ];
  const more = ['b', 'z', 'é'];
  expect([...recorded, ...more].sort().reverse().sort(compareKeys)).toEqual([...recorded, ...more]);
});

test('ranks a key with itself only', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(compareKeys(a, b) === 0).toBe(a === b);
      expect(Math.sign(compareKeys(a, b)) + Math.sign(compareKeys(b, a))).toBe(0);
    }),
  );
});

test('keeps the node of every line', () => {
  const lines = printLines(read('b: |\n  x\n  y\na: [1, {c: 2}]\n'));
  expect(lines.map(({ text, node }) => [text, node.kind])).toEqual([
    ['a:', 'seq'],
    ['- 1', 'scalar'],
    ['- c: 2', 'scalar'],
    ['b: |', 'scalar'],
    ['  x', 'scalar'],
    ['  y', 'scalar'],
  ]);
});

const ORIGIN: Origin = { span: { file: 'a.yaml' as RepoPath, start: 0, end: 0 } };

function toNode(value: Plain): Node {
  if (value === null) return scalar('', ORIGIN, '!!null');
  if (typeof value === 'boolean') return scalar(String(value), ORIGIN, '!!bool');
  if (typeof value === 'number') return scalar(String(value), ORIGIN, '!!int');
  if (typeof value === 'string') return scalar(value, ORIGIN);
  if (Array.isArray(value)) return sequence((value as Plain[]).map(toNode), ORIGIN);
  const entries = Object.entries(value).map(([key, inner]) => ({
    key: scalar(key, ORIGIN),
    value: toNode(inner),
  }));
  return mapping(entries, ORIGIN);
}

test('reads what it printed as what it was', () => {
  const awkward = fc.string({
    unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', '1', '.', 'e', '"', "'", '\t', ',', '['),
  });
  const { value } = fc.letrec<{ value: Plain }>((tie) => ({
    value: fc.oneof(
      fc.constantFrom<Plain>(null, true, false, '', '0644', 'yes', '2024-01-02', '---', '~'),
      fc.integer(),
      fc.string({ unit: 'grapheme-ascii' }),
      awkward,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(awkward, tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(value, (plain) => {
      const printed = printYaml(toNode({ value: plain }));
      expect(toPlain(read(printed))).toEqual({ value: plain });
    }),
    { numRuns: 500 },
  );
});

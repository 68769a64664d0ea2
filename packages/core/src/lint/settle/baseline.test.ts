import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import {
  type Baseline,
  type BaselineFinding,
  baselineFindings,
  extendBaseline,
  matchBaseline,
  printBaseline,
  pruneBaseline,
  readBaseline,
  toBaseline,
} from './baseline.js';

const PATH = 'fluxvet-baseline.json' as RepoPath;

function finding(name: string): BaselineFinding {
  return { rule: 'rule', object: `ConfigMap/${name}`, path: 'data.flag', id: name.padEnd(32, '0') };
}

const [a, b, c] = [finding('a'), finding('b'), finding('c')];
const counts = ({ entries }: Baseline) => entries.map(({ object, count }) => `${object} ${count}`);
const read = (text: string) => readBaseline(sourceFile(PATH, text));

test('counts equal findings in one entry, and sorts by rule, object and path', () => {
  expect(counts(toBaseline([b, a, b]))).toEqual(['ConfigMap/a 1', 'ConfigMap/b 2']);
  expect(toBaseline([a, b, c, b])).toEqual(toBaseline([b, c, b, a]));
});

test('only adds when it is extended', () => {
  expect(counts(extendBaseline(toBaseline([a, b, b]), [b, c]))).toEqual([
    'ConfigMap/a 1',
    'ConfigMap/b 2',
    'ConfigMap/c 1',
  ]);
});

test('only takes away when it is pruned', () => {
  expect(counts(pruneBaseline(toBaseline([a, b, b]), [b, c]))).toEqual(['ConfigMap/b 1']);
});

test('takes the words for the reader from the newest finding, and keeps the identity', () => {
  const moved = { ...a, object: 'ConfigMap/new-name' };
  expect(counts(extendBaseline(toBaseline([a]), [moved]))).toEqual(['ConfigMap/new-name 1']);
});

test('knows as many findings as it counts: the next one is new', () => {
  const shown = [a, b, b, b].map(({ id }) => ({ fingerprint: id }));
  const { fresh, known, stale } = matchBaseline(shown, toBaseline([a, b, b]));
  expect(fresh).toEqual([{ fingerprint: b.id }]);
  expect(known).toHaveLength(3);
  expect(stale).toEqual([]);
});

test('calls an entry stale of which fewer findings are left than it counts', () => {
  const { fresh, stale } = matchBaseline([{ fingerprint: b.id }], toBaseline([a, b, b]));
  expect(fresh).toEqual([]);
  expect(stale.map(({ object }) => object)).toEqual(['ConfigMap/a', 'ConfigMap/b']);
});

test('does not know a finding by its words alone', () => {
  const { fresh } = matchBaseline([{ fingerprint: 'x' }], toBaseline([{ ...a, id: 'y' }]));
  expect(fresh).toHaveLength(1);
});

test('prints an entry a line, so that a new one changes no other line but for the comma', () => {
  const lines = printBaseline(toBaseline([a, c])).split('\n');
  expect(lines).toHaveLength(5);
  const more = printBaseline(toBaseline([a, b, c])).split('\n');
  expect(lines.every((line) => more.includes(line))).toBe(true);
});

test('reads what it prints, the empty baseline too', () => {
  for (const baseline of [toBaseline([]), toBaseline([a]), toBaseline([a, b, b, c])]) {
    expect(read(printBaseline(baseline))).toEqual(baseline);
    expect(JSON.parse(printBaseline(baseline))).toEqual(baseline);
  }
});

test('reads what it prints, whatever the names', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.record({ rule: text, object: text, path: text, id: text })), (findings) => {
      const baseline = toBaseline(findings);
      expect(read(printBaseline(baseline))).toEqual(baseline);
    }),
    { numRuns: 50 },
  );
});

const ENTRY = '"rule": "r", "object": "o", "path": "p", "id": "i"';

test.for([
  ['is no JSON', '{ "version": 1, "entries": [', ':1:29: '],
  ['is empty', '', 'empty'],
  ['is no mapping', '[]', 'mapping'],
  ['has no entries', '{ "version": 1 }', 'entries'],
  ['is of another version', '{ "version": 2, "entries": [] }', 'version'],
  ['has an unknown field', '{ "version": 1, "entries": [], "tool": "x" }', 'tool'],
  ['has an entry without an identity', '{ "version": 1, "entries": [\n  { "rule": "r" }\n] }', 'entries[0]'],
  ['counts to nothing', `{ "version": 1, "entries": [\n  { ${ENTRY}, "count": 0 }\n] }`, 'count'],
  ['counts a half', `{ "version": 1, "entries": [\n  { ${ENTRY}, "count": 1.5 }\n] }`, 'count'],
  ['names a field twice', `{ "version": 1, "version": 1, "entries": [] }`, 'version'],
] as const)('refuses a file that %s, with its place', ([, text, words]) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({
      code: 'bad-baseline',
      message: expect.stringMatching(/^fluxvet-baseline\.json:\d+:\d+: /),
    }),
  );
  expect(() => read(text)).toThrow(words);
});

test('tells the line of a mistake', () => {
  const text = `{ "version": 1, "entries": [\n  { ${ENTRY}, "count": 1 },\n  { ${ENTRY}, "count": "1" }\n] }`;
  expect(() => read(text)).toThrow('fluxvet-baseline.json:3:');
});

test('never fails in another way, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        read(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-baseline' });
      }
    }),
    { numRuns: 100 },
  );
});

test('keeps object and field of a finding, and the file of one without an object', () => {
  const shown = {
    rule: 'rule',
    severity: 'error',
    message: 'It is wrong.',
    location: { file: 'apps/shop.yaml', line: 3, column: 1, endLine: 3, endColumn: 2 },
    related: [],
    clusters: [],
    fingerprint: 'f',
  } as const;
  const subject = { object: 'ConfigMap/shop', field: 'data.flag' };
  expect(baselineFindings([shown, { ...shown, subject }])).toEqual([
    { rule: 'rule', object: 'apps/shop.yaml', path: '', id: 'f' },
    { rule: 'rule', object: 'ConfigMap/shop', path: 'data.flag', id: 'f' },
  ]);
});

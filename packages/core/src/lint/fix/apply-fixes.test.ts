import { expect, test } from 'vitest';
import type { Report } from '../../report/report.js';
import { type FileTree, memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { check } from '../check.js';
import { definePlugin, defineRule, type Edits, type Fix, type Place, type Rule } from '../findings/rule.js';
import { applyFixes } from './apply-fixes.js';

const META = {
  title: 'A value is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { found: "'{value}' is wrong." },
} as const;

interface Replacing {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly safety?: 'safe' | 'unsafe';
  /** How many suggestions there are instead of a fix. */
  readonly suggestions?: number;
}

/** A rule that wants one value instead of another under a key of any file. */
function replacing(id: string, { key, from, to, safety = 'safe', suggestions = 0 }: Replacing): Rule {
  return defineRule({
    ...META,
    id,
    *check(model, { finding }) {
      for (const path of model.tree.paths) {
        const file = model.tree.read(path);
        const root = file && parseYaml(file).documents[0]?.root;
        if (!file || textAt(root, key) !== from) continue;
        const at: Place = { in: file, path: [key] };
        const fix: Fix = { title: `Write ${to}`, safety, edits: (edits: Edits) => edits.set(at, to) };
        const more =
          suggestions === 0 ? { fix } : { suggestions: Array.from({ length: suggestions }, () => fix) };
        yield finding('found', at, { data: { value: from }, ...more });
      }
    },
  });
}

function checker(...rules: readonly Rule[]): (tree: FileTree) => Report {
  const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules });
  const on = Object.fromEntries(rules.map(({ id }) => [id, 'on'] as const));
  return (tree) => check(tree, { plugins: [plugin], config: { extends: [], rules: on } });
}

function fix(text: string, rules: readonly Rule[], fixes: 'safe' | 'unsafe' = 'safe') {
  const fixed = applyFixes(memoryTree({ 'a.yaml': text }), checker(...rules), { fixes });
  return { ...fixed, text: fixed.files.get('a.yaml' as RepoPath) };
}

test('changes nothing where nothing is to be fixed', () => {
  const { files, applied, notices } = fix('a: 1\n', [replacing('rule', { key: 'a', from: 'x', to: 'good' })]);
  expect(files.size).toBe(0);
  expect(applied).toBe(0);
  expect(notices).toEqual([]);
});

test('applies a fix, and reports on what remains', () => {
  const rules = [replacing('rule', { key: 'a', from: 'x', to: 'good' })];
  const { text, applied, report, tree } = fix('a: x # why\r\n', rules);
  expect(text).toBe('a: good # why\r\n');
  expect(applied).toBe(1);
  expect(report.findings).toEqual([]);
  expect(tree.read('a.yaml' as RepoPath)?.text).toBe(text);
});

test('goes on while fixes make other findings', () => {
  const rules = [
    replacing('second', { key: 'a', from: 'good', to: 'best' }),
    replacing('first', { key: 'a', from: 'x', to: 'good' }),
  ];
  const { text, applied, notices } = fix('a: x\n', rules);
  expect(text).toBe('a: best\n');
  expect(applied).toBe(2);
  expect(notices).toEqual([]);
});

test('gives up after ten passes on fixes that undo each other, and names their rules', () => {
  const rules = [
    replacing('one-way', { key: 'a', from: 'x', to: 'good' }),
    replacing('other-way', { key: 'a', from: 'good', to: 'x' }),
    replacing('calm', { key: 'b', from: 'x', to: 'good' }),
  ];
  const { text, applied, notices, report } = fix('a: x\nb: x\n', rules);
  expect(text).toBe('a: x\nb: good\n');
  expect(applied).toBe(11);
  expect(notices).toEqual([expect.objectContaining({ code: 'internal/fixes-fight', severity: 'warning' })]);
  expect(notices[0]?.message).toContain('one-way');
  expect(notices[0]?.message).not.toContain('calm');
  expect(report.findings).toHaveLength(1);
});

test('says nothing of a fight where the tenth pass ends it', () => {
  const rules = Array.from({ length: 10 }, (_, at) =>
    replacing(`step${at}`, { key: 'a', from: `v${at}`, to: `v${at + 1}` }),
  );
  const { text, notices } = fix('a: v0\n', rules);
  expect(text).toBe('a: v10\n');
  expect(notices).toEqual([]);
});

test.for<['safe' | 'unsafe', 'safe' | 'unsafe', boolean]>([
  ['safe', 'safe', true],
  ['unsafe', 'safe', false],
  ['safe', 'unsafe', true],
  ['unsafe', 'unsafe', true],
])('applies a fix that is %s when %s ones are asked for: %s', ([safety, fixes, applied]) => {
  const { text } = fix('a: x\n', [replacing('rule', { key: 'a', from: 'x', to: 'good', safety })], fixes);
  expect(text).toBe(applied ? 'a: good\n' : undefined);
});

test.for<[number, 'safe' | 'unsafe', boolean]>([
  [1, 'safe', false],
  [1, 'unsafe', true],
  [2, 'unsafe', false],
])('applies one of %i suggestions when %s fixes are asked for: %s', ([suggestions, fixes, applied]) => {
  const { text } = fix(
    'a: x\n',
    [replacing('rule', { key: 'a', from: 'x', to: 'good', suggestions })],
    fixes,
  );
  expect(text).toBe(applied ? 'a: good\n' : undefined);
});

test('makes a change once that two findings ask for', () => {
  const rules = ['one', 'two'].map((id) => replacing(id, { key: 'a', from: 'x', to: 'good' }));
  expect(fix('a: x\n', rules)).toMatchObject({ text: 'a: good\n', applied: 1 });
});

test('takes the first of two fixes for one place', () => {
  const rules = [
    replacing('b-rule', { key: 'a', from: 'x', to: 'second' }),
    replacing('a-rule', { key: 'a', from: 'x', to: 'first' }),
  ];
  expect(fix('a: x\n', rules).text).toBe('a: first\n');
});

/** Wants the same value in two files, in both or in none of them. */
const twin = defineRule({
  ...META,
  id: 'twin',
  *check(model, { finding }) {
    const [a, b] = ['a.yaml', 'b.yaml'].map((path) => model.tree.read(path as RepoPath));
    if (!a || !b || textAt(parseYaml(a).documents[0]?.root, 'a') !== 'x') return;
    const edits = (each: Edits) =>
      void each.set({ in: a, path: ['a'] }, 'good').set({ in: b, path: ['a'] }, 'good');
    yield finding(
      'found',
      { in: a, path: ['a'] },
      { data: { value: 'x' }, fix: { title: 'Both', safety: 'safe', edits } },
    );
  },
});

test('makes all changes of a fix together, in every file', () => {
  const tree = memoryTree({ 'a.yaml': 'a: x\n', 'b.yaml': 'a: x\n' });
  const { files, applied } = applyFixes(tree, checker(twin), { fixes: 'safe' });
  expect([...files]).toEqual([
    ['a.yaml', 'a: good\n'],
    ['b.yaml', 'a: good\n'],
  ]);
  expect(applied).toBe(1);
});

test('makes none of the changes of a fix where another one is in the way of one of them', () => {
  const tree = memoryTree({ 'a.yaml': 'a: x\n', 'b.yaml': 'a: x\nb: z\n' });
  const passes: string[] = [];
  const run = checker(twin, replacing('alone', { key: 'a', from: 'x', to: 'w' }));
  applyFixes(
    tree,
    (each) => {
      passes.push(
        ['a.yaml', 'b.yaml'].map((path) => each.read(path as RepoPath)?.text.slice(0, 4)).join(' '),
      );
      return run(each);
    },
    { fixes: 'safe' },
  );
  expect(passes[0]).toBe('a: x a: x');
  expect(passes[1]).toBe('a: w a: w');
});

test('leaves other files as the tree has them', () => {
  const tree = memoryTree({ 'a.yaml': 'a: x\n', 'b.yaml': '\ufeffa: z\r\n' });
  const { tree: after } = applyFixes(tree, checker(replacing('rule', { key: 'a', from: 'x', to: 'good' })), {
    fixes: 'safe',
  });
  expect(after.read('b.yaml' as RepoPath)).toBe(tree.read('b.yaml' as RepoPath));
  expect(after.paths).toEqual(tree.paths);
});

test('keeps every value but the fixed ones', () => {
  const text = 'a: x\nb: &n { c: 1 }\nd: *n\n';
  const { text: after } = fix(text, [replacing('rule', { key: 'a', from: 'x', to: 'good' })]);
  const root = parseYaml({ path: 'a.yaml' as RepoPath, text: after ?? '', lines: { starts: [0] } })
    .documents[0]?.root;
  expect(textAt(root, 'd', 'c')).toBe('1');
  expect(nodeAt(root, 'a')).toMatchObject({ value: 'good' });
});

/** A rule without a fix, for a value that another rule wants. */
const refusing = (key: string, value: string): Rule =>
  defineRule({
    ...META,
    id: 'refusing',
    *check(model, { finding }) {
      for (const path of model.tree.paths) {
        const file = model.tree.read(path);
        const root = file && parseYaml(file).documents[0]?.root;
        if (file && textAt(root, key) === value)
          yield finding('found', { in: file, path: [key] }, { data: { value } });
      }
    },
  });

test('leaves out a fix that brings a finding, makes the others, and keeps it as a suggestion', () => {
  const rules = [
    replacing('bad', { key: 'a', from: 'x', to: 'worse' }),
    replacing('good', { key: 'b', from: 'x', to: 'better' }),
    refusing('a', 'worse'),
  ];
  const { text, applied, report, notices } = fix('a: x\nb: x\n', rules);
  expect(text).toBe('a: x\nb: better\n');
  expect(applied).toBe(1);
  expect(report.findings).toHaveLength(1);
  expect(report.findings[0]).toMatchObject({ rule: 'bad', suggestions: [{ title: 'Write worse' }] });
  expect(report.findings[0]?.fix).toBeUndefined();
  expect(notices).toEqual([expect.objectContaining({ code: 'fix/left-out', severity: 'note' })]);
});

test('makes the fixes of a rule that bring nothing, where another one of the same rule does', () => {
  const tree = memoryTree({ 'a.yaml': 'a: x\nb: 1\n', 'b.yaml': 'a: x\nb: 2\n' });
  const paired = defineRule({
    ...META,
    id: 'paired',
    *check(model, { finding }) {
      for (const path of model.tree.paths) {
        const file = model.tree.read(path);
        const root = file && parseYaml(file).documents[0]?.root;
        if (file && textAt(root, 'a') === 'good' && textAt(root, 'b') === '2')
          yield finding('found', { in: file, path: ['b'] }, { data: { value: '2' } });
      }
    },
  });
  const rules = [replacing('rule', { key: 'a', from: 'x', to: 'good' }), paired];
  const fixed = applyFixes(tree, checker(...rules), { fixes: 'safe' });
  expect([...fixed.files.keys()]).toEqual(['a.yaml']);
  expect(applyFixes(fixed.tree, checker(...rules), { fixes: 'safe' }).files.size).toBe(0);
});

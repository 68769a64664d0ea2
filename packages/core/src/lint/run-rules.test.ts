import { expect, test } from 'vitest';
import { kustomizationsOf, objectsOf } from '../flux/queries/queries.js';
import type { Report } from '../report/report.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { repo } from '../testing/repo.js';
import { check } from './check.js';
import { type Config, readConfig } from './config/config.js';
import { definePlugin, defineRule, type Rule } from './findings/rule.js';
import type { Times } from './run-rules.js';

const META = {
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

const small = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data:
  flag: "1"
`;

/** Finds every ConfigMap. */
const healthy = defineRule({
  ...META,
  id: 'healthy',
  messages: { found: "'{name}' is a ConfigMap." },
  *check(model, { finding }) {
    for (const { object } of objectsOf(model)) {
      if (object.id.kind === 'ConfigMap')
        yield finding('found', { in: object }, { data: { name: object.id.name } });
    }
  },
});

function run(rules: readonly Rule[], tree = small.tree, config: Config = {}): Report {
  const plugin = definePlugin({ apiVersion: 1, name: 'tested', version: '1.2.3', namespace: '', rules });
  const on = Object.fromEntries(rules.map(({ id }) => [id, 'on'] as const));
  return check(tree, {
    plugins: [plugin],
    config: { ...config, extends: [], rules: { ...on, ...config.rules } },
  });
}

const found = ({ findings }: Report): string[] => findings.map(({ rule, message }) => `${rule}: ${message}`);

test('keeps what a rule found before it threw, runs the others, and calls the run incomplete', () => {
  const crashing = defineRule({
    ...META,
    id: 'crashing',
    messages: { seen: 'It was seen.' },
    *check(model, { finding }) {
      for (const { app } of kustomizationsOf(model)) yield finding('seen', { in: app.object });
      throw new Error('out of luck');
    },
  });
  const report = run([crashing, healthy]);
  expect(report.complete).toBe(false);
  expect(found(report).sort()).toEqual(['crashing: It was seen.', "healthy: 'settings' is a ConfigMap."]);
  expect(report.notices).toEqual([
    expect.objectContaining({ code: 'internal/rule-crash', severity: 'error', rule: 'crashing' }),
  ]);
  expect(report.notices[0]?.message).toMatch(/crashing.*tested@1\.2\.3.*out of luck/);
  expect(report.notices[0]?.error).toMatchObject({ name: 'Error', message: 'out of luck' });
  expect(report.notices[0]?.error?.stack).toMatch(/^ +at .*run-rules\.test\.ts:\d+/);
  // Neither where the files of the rule are nor how the run was started.
  expect(report.notices[0]?.error?.stack).not.toMatch(/[\\/(]packages|\/tmp|vitest|runRules/);
});

test('keeps what a rule says of the part that a place has in a chain, and calls the story what led there', () => {
  const chain = defineRule({
    ...META,
    id: 'chain',
    messages: { seen: 'It was seen.' },
    *check(model, { finding }) {
      for (const { app } of kustomizationsOf(model)) {
        const at = { in: app.object, path: ['spec'] };
        const related = [
          { at, says: 'next', role: 'after' as const },
          { at, says: 'beside' },
        ];
        yield finding('seen', { in: app.object }, { related });
      }
    },
  });
  const [first] = run([chain]).findings;
  const roles = first?.related.map(({ role, message }) => [message.split(' ')[0], role]);
  expect(roles?.slice(0, 2)).toEqual([
    ['next', 'after'],
    ['beside', undefined],
  ]);
  expect(new Set(roles?.slice(2).map(([, role]) => role))).toEqual(new Set(['before']));
});

test('is complete where no rule throws', () => {
  expect(run([healthy]).complete).toBe(true);
});

const oddChecks: readonly (readonly [string, Rule['check'], string])[] = [
  ['answers nothing that could be iterated', () => undefined as never, ''],
  ['answers a promise', (async () => []) as never, ''],
  [
    'throws before it yields',
    () => {
      throw new TypeError('at once');
    },
    'at once',
  ],
  [
    'throws what is no error',
    () => {
      throw 'a text';
    },
    'a text',
  ],
  ['yields nothing at all', (() => [undefined]) as never, ''],
  ['yields a finding without a place', (() => [{ messageId: 'found', data: {} }]) as never, ''],
  [
    'names a message that it does not have',
    (model, { finding }) => [finding('gone', { in: model.tree.read(small.tree.paths[0] as never) as never })],
    'gone',
  ],
  [
    'leaves a hole of its message unfilled',
    (model, { finding }) => [
      finding('found', { in: model.tree.read(small.tree.paths[0] as never) as never }),
    ],
    'name',
  ],
];

test.for(oddChecks)('survives a rule that %s', ([, oddCheck, words]) => {
  const odd: Rule = { ...META, apiVersion: 1, id: 'odd', messages: { found: "'{name}'." }, check: oddCheck };
  const report = run([odd, healthy]);
  expect(report.complete).toBe(false);
  expect(found(report)).toEqual(["healthy: 'settings' is a ConfigMap."]);
  expect(report.notices.map(({ code, rule }) => [code, rule])).toEqual([['internal/rule-crash', 'odd']]);
  expect(report.notices[0]?.message).toContain(words);
});

test('survives a plain rule without messages', () => {
  const { messages: _, ...rest } = healthy;
  const report = run([{ ...rest, id: 'wordless' } as Rule, healthy]);
  expect(report.complete).toBe(false);
  expect(found(report)).toEqual(["healthy: 'settings' is a ConfigMap."]);
});

test('stops a rule that never stops, keeps its findings, and runs the others', () => {
  const runaway = defineRule({
    ...META,
    id: 'runaway',
    messages: { again: 'Once more: {n}.' },
    *check(model, { finding }) {
      const file = model.tree.read('clusters/prod/settings.yaml' as never);
      for (let n = 0; file; n++) yield finding('again', { in: file }, { data: { n } });
    },
  });
  const report = run([runaway, healthy]);
  expect(report.notices).toEqual([
    {
      code: 'internal/limit',
      severity: 'error',
      rule: 'runaway',
      message: 'The rule has more than 10,000 findings. Those beyond are left out.',
    },
  ]);
  expect(report.findings.filter(({ rule }) => rule === 'runaway')).toHaveLength(10_000);
  expect(report.findings.filter(({ rule }) => rule === 'healthy')).toHaveLength(1);
});

test('cannot have a crash suppressed, switched to a note or put aside by an override', () => {
  const crashing = defineRule({
    ...META,
    id: 'crashing',
    messages: {},
    check: () => {
      throw new Error('no');
    },
  });
  const { tree } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
# fluxvet-disable-file crashing -- it crashes
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
`;
  const config: Config = {
    rules: { crashing: 'note' },
    overrides: [{ files: ['**'], rules: { crashing: 'off' } }],
  };
  const report = run([crashing], tree, config);
  expect(report.complete).toBe(false);
  expect(report.notices).toEqual([
    expect.objectContaining({ code: 'internal/rule-crash', severity: 'error' }),
  ]);
});

test('fills every hole of a message, and takes braces in a value for text', () => {
  const telling = defineRule({
    ...META,
    id: 'telling',
    messages: { both: '{a} and {b} and {a}.' },
    *check(model, { finding }) {
      const file = model.tree.read('clusters/prod/settings.yaml' as never);
      if (file) yield finding('both', { in: file }, { data: { a: '{b} $& $1', b: 7 } });
    },
  });
  expect(found(run([telling]))).toEqual(['telling: {b} $& $1 and 7 and {b} $& $1.']);
});

test('lets a rule say that a finding is at most so bad, and never worse than it is set', () => {
  const modest = defineRule({
    ...META,
    id: 'modest',
    messages: { a: 'A.', b: 'B.' },
    *check(model, { finding }) {
      const file = model.tree.read('clusters/prod/settings.yaml' as never);
      if (!file) return;
      yield finding('a', { in: file }, { atMost: 'note' });
      yield finding('b', { in: file }, { atMost: 'error' });
    },
  });
  const of = (config: Config) => run([modest], small.tree, config).findings.map(({ severity }) => severity);
  expect(of({})).toEqual(['note', 'error']);
  expect(of({ rules: { modest: 'warning' } })).toEqual(['note', 'warning']);
});

test('names object and field of a finding, its cluster, and nothing of these for one of a file', () => {
  const two = defineRule({
    ...META,
    id: 'two',
    messages: { a: 'A.' },
    *check(model, { finding }) {
      for (const { object } of objectsOf(model)) {
        if (object.id.kind === 'ConfigMap') yield finding('a', { in: object, path: ['data', 'flag'] });
      }
      const file = model.tree.read('clusters/prod/flux-system/kustomization.yaml' as never);
      if (file) yield finding('a', { in: file });
    },
  });
  const [ofFile, ofObject] = run([two]).findings;
  expect(ofObject?.subject).toEqual({ object: 'ConfigMap/default/settings', field: 'data.flag' });
  expect(ofObject?.clusters).toEqual(['prod']);
  expect(ofFile).not.toHaveProperty('subject');
  expect(ofFile?.clusters).toEqual([]);
});

test('gives a rule the options that its configuration names', () => {
  const given: unknown[] = [];
  const optioned: Rule = {
    ...META,
    apiVersion: 1,
    id: 'optioned',
    messages: {},
    options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
    check(_, { options }) {
      given.push(options);
      return [];
    },
  };
  const { config } = readConfig({
    path: 'c.yaml' as never,
    text: 'rules: { optioned: [note, { a: [1] }] }',
    lines: { starts: [0] },
  });
  run([optioned], small.tree, config);
  expect(given).toEqual([{ a: [1] }]);
});

const stands = defineRule({ ...META, id: 'stands', severity: 'warning', stages: ['yaml/*'] });

test('stands with a rule for what a stage found, no worse than either says', () => {
  const broken = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
a: 1
a: 2
`;
  const [finding, ...others] = run([stands], broken.tree).findings;
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    rule: 'stands',
    location: { file: 'clusters/prod/settings.yaml', line: 2 },
  });
  expect(['warning', 'note']).toContain(finding?.severity);
});

test('prefers the rule that stands for the exact code', () => {
  const exact = defineRule({ ...META, id: 'exact', stages: ['yaml/duplicate-key'] });
  const { tree } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
a: 1
a: 2
`;
  expect(run([stands, exact], tree).findings.map(({ rule }) => rule)).toEqual(['exact']);
});

test('makes a note of what a stage found where no cluster reaches', () => {
  const { tree } = repo`
${bootstrapped('clusters/prod')}
# === elsewhere/settings.yaml
a: 1
a: 2
`;
  expect(run([stands], tree, { rules: { stands: 'error' } }).findings).toEqual([
    expect.objectContaining({ severity: 'note', clusters: [] }),
  ]);
});

test('tells the time of every rule, also of one that crashed', () => {
  const crashing = defineRule({
    ...META,
    id: 'crashing',
    messages: {},
    check: () => {
      throw new Error('no');
    },
  });
  let times: Times | undefined;
  const plugin = definePlugin({
    apiVersion: 1,
    name: 'p',
    version: '1',
    namespace: '',
    rules: [crashing, healthy],
  });
  const config: Config = { extends: [], rules: { crashing: 'on', healthy: 'on' } };
  check(small.tree, {
    plugins: [plugin],
    config,
    onTimes: (all) => {
      times = all;
    },
  });
  expect([...(times?.rules.keys() ?? [])]).toEqual(['crashing', 'healthy']);
  expect(times?.model).toBeGreaterThan(0);
});

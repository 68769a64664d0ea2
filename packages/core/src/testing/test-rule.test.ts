import { expect, test } from 'vitest';
import { objectsOf } from '../flux/queries/queries.js';
import { defineRule, type Rule } from '../lint/findings/rule.js';
import { textAt } from '../yaml/nodes/node-path.js';
import { parseRepo, type Repo } from './repo.js';
import { type RuleCases, testRule } from './test-rule.js';

const META = {
  id: 'flagged',
  title: 'A ConfigMap has a flag',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

const MESSAGES = { on: "'{name}' has a flag that is on.", off: "'{name}' has a flag that is off." } as const;

const check: Parameters<typeof defineRule<typeof MESSAGES, undefined>>[0]['check'] = function* (
  model,
  { finding },
) {
  for (const { object } of objectsOf(model)) {
    const flag = textAt(object.body, 'data', 'flag');
    if (object.id.kind !== 'ConfigMap' || flag === undefined) continue;
    const at = { in: object, path: ['data', 'flag'] };
    yield finding(flag === 'off' ? 'off' : 'on', at, {
      data: { name: object.id.name },
      fix: { title: 'Drop it', safety: 'safe', edits: (edits) => edits.remove(at) },
    });
  }
};

const flagged: Rule = defineRule({ ...META, messages: MESSAGES, check });

// No cluster: a tree so small is checked in no time, however often.
const settings = (data: string): Repo =>
  parseRepo(`# === apps/kustomization.yaml
resources: [settings.yaml]
# === apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  other: x
${data}`);

const cases: RuleCases = {
  reports: {
    'a flag that is on': settings('  flag: "on"\n  #     ^^^^ flagged: that is on\n'),
    'a flag that is off': { repo: settings('  flag: "off"\n  #     ^^^^^ flagged: that is off\n') },
  },
  silent: { 'no flag': settings('') },
  fixes: {
    'a flag': {
      repo: settings('  flag: "on"\n'),
      after: {
        'apps/settings.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  other: x\n',
      },
    },
  },
};

test('is content with a rule that holds all that is demanded', () => {
  expect(() => testRule(flagged, cases)).not.toThrow();
});

test.for<[string, Partial<RuleCases>, string]>([
  ['a report has no mark', { reports: { ...cases.reports, bare: settings('  flag: "no"\n') } }, "'bare'"],
  [
    'a finding is not marked',
    { reports: { ...cases.reports, wrong: settings('  flag: "a"\n  other2: "b"\n  #       ^^^ flagged\n') } },
    "'wrong'",
  ],
  ['a silent case has a finding', { silent: { loud: settings('  flag: "a"\n') } }, "'loud'"],
  [
    'a silent case has a mark',
    { silent: { marked: settings('  flag: "a"\n  #     ^^^ flagged\n') } },
    "'marked'",
  ],
  [
    'a fix gives another text',
    { fixes: { fixed: { repo: settings('  flag: "on"\n'), after: {} } } },
    "'fixed'",
  ],
  ['two cases are equal', { silent: { ...cases.silent, twin: settings('') } }, "'twin'"],
  [
    'no case produces a message',
    { reports: { on: settings('  flag: "on"\n  #     ^^^^ flagged\n') } },
    "'off'",
  ],
])('fails where %s, and names it', ([, more, words]) => {
  expect(() => testRule(flagged, { ...cases, ...more })).toThrow(words);
});

test.for<[string, Partial<Rule>, string]>([
  ['the title ends with a full stop', { title: 'It is wrong.' }, 'title'],
  ["the 'why' does not end with one", { why: 'It fails' }, 'why'],
  ['a message does not end with one', { messages: { ...MESSAGES, on: "'{name}' that is on" } }, "'on'"],
])('fails where %s', ([, more, words]) => {
  expect(() => testRule({ ...flagged, ...more }, cases)).toThrow(words);
});

test('fails where the rule does not survive some shape of a value', () => {
  const careless: Rule = defineRule({
    ...META,
    messages: MESSAGES,
    *check(model, environment) {
      for (const { object } of objectsOf(model)) {
        const other = textAt(object.body, 'data', 'other');
        if (object.id.kind === 'ConfigMap' && other !== 'x') throw new Error('there is no data');
      }
      yield* check?.(model, environment) ?? [];
    },
  });
  const reports = Object.fromEntries(
    Object.entries(cases.reports).map(([name, given]) => [
      name,
      { ...('repo' in given ? given : { repo: given }), most: 1000 },
    ]),
  );
  expect(() => testRule(careless, { ...cases, reports })).toThrow('there is no data');
});

test('fails where the rule finds something else each time', () => {
  let times = 0;
  const counting: Rule = defineRule({
    ...META,
    messages: { n: 'Found {n} times.' },
    *check(model, { finding }) {
      for (const { object } of objectsOf(model)) {
        if (object.id.kind !== 'ConfigMap') continue;
        yield finding('n', { in: object, path: ['data', 'flag'] }, { data: { n: times++ } });
      }
    },
  });
  const reports = { once: settings('  flag: "on"\n  #     ^^^^ flagged\n') };
  expect(() => testRule(counting, { reports, silent: {} })).toThrow(/'once'.*second run/);
});

test('takes cases for different ones that differ in options or configuration only', () => {
  const silent = {
    usual: settings(''),
    noted: { repo: settings(''), config: { rules: { flagged: 'note' } } as const },
  };
  expect(() => testRule(flagged, { ...cases, silent })).not.toThrow();
});

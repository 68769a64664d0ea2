import { expect, test } from 'vitest';
import { z } from 'zod';
import { definePlugin, defineRule, type OptionsSchema, type Preset, type Rule } from '../findings/rule.js';
import { effectiveRules, type OverrideSubject, overriddenSeverity } from './effective-rules.js';

const META = {
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: [],
} as const;

const plain = defineRule({ ...META, id: 'plain-rule', severity: 'error' });
const mild = defineRule({ ...META, id: 'mild-rule', severity: 'note' });
const choosy = defineRule({
  ...META,
  id: 'choosy-rule',
  severity: 'warning',
  options: z.strictObject({ ignore: z.array(z.string()).default([]) }),
});

function pluginOf(rules: readonly Rule[], presets: Readonly<Record<string, Preset>> = {}, namespace = '') {
  return definePlugin({ apiVersion: 1, name: 'rules', version: '1.0.0', namespace, rules, presets });
}

const own = pluginOf([plain, mild, choosy], {
  recommended: { rules: { 'plain-rule': 'on' } },
  strict: { rules: { 'plain-rule': 'warning', 'mild-rule': 'on' } },
});

function severities(config: Parameters<typeof effectiveRules>[1], plugins = [own]): Record<string, string> {
  const { rules, diagnostics } = effectiveRules(plugins, config);
  expect(diagnostics).toEqual([]);
  return Object.fromEntries([...rules.values()].map(({ id, severity }) => [id, severity]));
}

test('runs the recommended rules where the configuration names no preset', () => {
  expect(severities({})).toEqual({ 'plain-rule': 'error' });
});

test('runs nothing where the configuration extends nothing', () => {
  expect(severities({ extends: [] })).toEqual({});
});

test('does not miss the recommended preset of plug-ins that have none', () => {
  expect(severities({}, [pluginOf([plain])])).toEqual({});
});

test('puts later presets over earlier ones, and single rules over both', () => {
  expect(severities({ extends: ['recommended', 'strict'] })).toEqual({
    'plain-rule': 'warning',
    'mild-rule': 'note',
  });
  expect(severities({ extends: ['strict', 'recommended'] })['plain-rule']).toBe('error');
  expect(severities({ extends: ['strict'], rules: { 'plain-rule': 'off', 'mild-rule': 'error' } })).toEqual({
    'mild-rule': 'error',
  });
});

test("keeps a rule's own severity with 'on', with and without options", () => {
  const config = { extends: [], rules: { 'plain-rule': 'on', 'choosy-rule': ['on', {}] } } as const;
  expect(severities(config)).toEqual({ 'choosy-rule': 'warning', 'plain-rule': 'error' });
});

test('notes whether the configuration names the severity', () => {
  const rules = { 'plain-rule': 'on', 'mild-rule': 'note' } as const;
  const effective = effectiveRules([own], { extends: [], rules }).rules;
  expect(effective.get('plain-rule')?.fixedSeverity).toBe(false);
  expect(effective.get('mild-rule')?.fixedSeverity).toBe(true);
});

test('sorts the rules by id, whatever the order of plug-ins and settings', () => {
  const rules = { 'plain-rule': 'on', 'mild-rule': 'on', 'choosy-rule': 'on' } as const;
  const { rules: effective } = effectiveRules([own], { extends: [], rules });
  expect([...effective.keys()]).toEqual(['choosy-rule', 'mild-rule', 'plain-rule']);
});

test('knows the rules and presets of a plug-in by its namespace', () => {
  const team = pluginOf([plain], { base: { rules: { 'plain-rule': 'warning' } } }, 'team');
  expect(severities({ extends: ['team/base'] }, [own, team])).toEqual({ 'team/plain-rule': 'warning' });
  expect(effectiveRules([own, team], {}).known).toContain('team/plain-rule');
});

test('keeps a rule that only an override switches on, but not enabled elsewhere', () => {
  const overrides = [{ files: ['apps/**'], rules: { 'mild-rule': 'error' } }] as const;
  const { rules } = effectiveRules([own], { overrides });
  expect(rules.get('mild-rule')?.enabled).toBe(false);
  expect(rules.get('plain-rule')?.enabled).toBe(true);
});

test('gives a rule its options as its schema completes them', () => {
  const optionsOf = (rules: NonNullable<Parameters<typeof effectiveRules>[1]['rules']>) =>
    effectiveRules([own], { extends: [], rules }).rules.get('choosy-rule')?.options;
  expect(optionsOf({ 'choosy-rule': 'on' })).toEqual({ ignore: [] });
  expect(optionsOf({ 'choosy-rule': ['warning', { ignore: ['crds'] }] })).toEqual({ ignore: ['crds'] });
});

const asynchronous: OptionsSchema = {
  '~standard': { version: 1, vendor: 'test', validate: () => Promise.resolve({ value: {} }) },
};
const throwing: OptionsSchema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: () => {
      throw new TypeError('no such validator');
    },
  },
};

test.for([
  ['checks its options asynchronously', asynchronous, 'asynchronously'],
  ['has a schema that throws', throwing, 'no such validator'],
  ['has a schema of another kind', {} as OptionsSchema, 'schema is broken'],
] as const)('reports a rule that %s, and does not throw', ([, options, words]) => {
  const odd = defineRule({ ...META, id: 'odd-rule', severity: 'error', options });
  const { diagnostics } = effectiveRules([pluginOf([odd])], { rules: { 'odd-rule': 'on' } });
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('odd-rule')]);
  expect(diagnostics[0]?.message).toContain(words);
});

const SUBJECT: OverrideSubject = {
  file: 'apps/staging/shop.yaml',
  clusters: ['staging-eu'],
  namespace: 'shop',
  kind: 'HelmRelease',
  name: 'web',
};

test.for([
  ['a pattern of its file', { files: ['apps/**'] }, true],
  ['one of several patterns', { files: ['clusters/**', 'apps/staging/*'] }, true],
  ['another file', { files: ['clusters/**'] }, false],
  ['its cluster', { clusters: ['staging-*'] }, true],
  ['another cluster', { clusters: ['production-*'] }, false],
  ['its namespace', { namespaces: ['sh*'] }, true],
  ['its kind', { kinds: ['HelmRelease'] }, true],
  ['its kind in lower case', { kinds: ['helmrelease'] }, false],
  ['its name', { names: ['w?b'] }, true],
  ['its kind and another name', { kinds: ['HelmRelease'], names: ['api'] }, false],
  ['no value at all', { names: [] }, false],
] as const)('asks of an override by %s', ([, selectors, fits]) => {
  const severity = overriddenSeverity([{ ...selectors, rules: { rule: 'off' } }], 'rule', SUBJECT);
  expect(severity).toBe(fits ? 'off' : undefined);
});

test('lets the last override that fits win, and leaves other rules alone', () => {
  const overrides = [
    { files: ['**'], rules: { rule: 'off' } },
    { clusters: ['staging-eu'], rules: { rule: 'note' } },
    { clusters: ['production'], rules: { rule: 'error' } },
    { files: ['**'], rules: { other: 'error' } },
  ] as const;
  expect(overriddenSeverity(overrides, 'rule', SUBJECT)).toBe('note');
  expect(overriddenSeverity(overrides, 'third', SUBJECT)).toBeUndefined();
});

test('does not change a finding that hits other clusters too, or none', () => {
  const overrides = [{ clusters: ['staging-*'], rules: { rule: 'off' } }] as const;
  const hit = (...clusters: string[]) => overriddenSeverity(overrides, 'rule', { ...SUBJECT, clusters });
  expect(hit('staging-eu', 'staging-us')).toBe('off');
  expect(hit('staging-eu', 'production')).toBeUndefined();
  expect(hit()).toBeUndefined();
});

test('does not take a finding without an object for one in some namespace', () => {
  const overrides = [{ namespaces: ['*'], rules: { rule: 'off' } }] as const;
  const subject = { file: 'apps/x.yaml', clusters: [] };
  expect(overriddenSeverity(overrides, 'rule', subject)).toBeUndefined();
});

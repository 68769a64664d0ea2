import { expect, test } from 'vitest';
import { objectsOf } from '../flux/queries/queries.js';
import { defineRule } from '../lint/findings/rule.js';
import { nodeAt } from '../yaml/nodes/node-path.js';
import { bootstrapped } from './bootstrapped.js';
import { expectMarks, expectSilence, run } from './expect-marks.js';
import { parseRepo, type Repo } from './repo.js';

const META = {
  title: 'A ConfigMap has a flag',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

const flagged = defineRule({
  ...META,
  id: 'flagged',
  messages: { found: "'{name}' has a flag." },
  options: {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({ value: value as { field?: string } }),
    },
  },
  *check(model, { finding, options }) {
    for (const { object } of objectsOf(model)) {
      const path = ['data', options.field ?? 'flag'];
      if (object.id.kind !== 'ConfigMap' || !nodeAt(object.body, ...path)) continue;
      yield finding('found', { in: object, path }, { data: { name: object.id.name } });
    }
  },
});

const crashing = defineRule({
  ...META,
  id: 'crashing',
  check: () => {
    throw new Error('out of luck');
  },
});

const settings = (data: string): Repo =>
  parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
${data}`);

test('is content where exactly the marked characters are found', () => {
  const report = expectMarks(flagged, settings("  flag: on\n  #     ^^ flagged: 'settings' has\n"));
  expect(report.findings).toHaveLength(1);
});

test.for<[string, string, string]>([
  [
    'nothing is found at a mark',
    '  other: on\n  #      ^^ flagged\n',
    "expected but not found: flagged at clusters/prod/settings.yaml:5:10-12 'on'",
  ],
  [
    'something is found without a mark',
    '  flag: on\n',
    "found but not expected: flagged at clusters/prod/settings.yaml:5:9-11 'on'",
  ],
  ['a mark is too short', '  flag: on\n  #     ^ flagged\n', "5:9-11 'on'"],
  ['a mark is a column off', '  flag: on\n  #      ^^ flagged\n', '5:10-12'],
  ['a mark names another rule', '  flag: on\n  #     ^^ other-rule\n', 'other-rule at'],
  ['a mark stands twice', '  flag: on\n  #     ^^ flagged\n  #     ^^ flagged\n', 'expected but not found'],
  [
    'the message does not say what the mark says',
    '  flag: on\n  #     ^^ flagged: something else\n',
    "does not say 'something else'",
  ],
])('fails where %s', ([, data, words]) => {
  expect(() => expectMarks(flagged, settings(data))).toThrow(words);
});

test('tells the messages of what was found, to be copied into a mark', () => {
  expect(() => expectMarks(flagged, settings('  flag: on\n'))).toThrow("'settings' has a flag.");
});

test('marks the first line of a place that goes on over several', () => {
  expectMarks(flagged, settings('  flag: |\n  #     ^ flagged\n    text\n'));
});

test('fails where the rule crashes, even where nothing is marked', () => {
  expect(() => expectMarks(crashing, settings('  a: b\n'))).toThrow('out of luck');
  expect(() => expectSilence(crashing, settings('  a: b\n'))).toThrow('out of luck');
});

test('demands silence', () => {
  expectSilence(flagged, settings('  a: b\n'));
  expect(() => expectSilence(flagged, settings('  flag: on\n'))).toThrow('found but not expected');
});

test('refuses marks where it demands silence', () => {
  expect(() => expectSilence(flagged, settings('  flag: on\n  #     ^^ flagged\n'))).toThrow('marks');
});

test('runs a rule with options, other rules and a configuration', () => {
  const repository = settings('  flag: on\n  other: on\n');
  const lines = (...args: Parameters<typeof run>[2][]) =>
    run(flagged, repository, ...args).findings.map(
      ({ location, severity }) => `${severity} ${location.line}`,
    );
  expect(lines()).toEqual(['error 5']);
  expect(lines({ options: { field: 'other' } })).toEqual(['error 6']);
  expect(lines({ config: { rules: { flagged: 'note' } } })).toEqual(['note 5']);
  const more = defineRule({ ...META, id: 'more', stages: [] });
  expect(run(flagged, repository, { with: [more] }).rules.map(({ id }) => id)).toEqual(['flagged', 'more']);
});

test('runs a rule over mounted repositories', () => {
  const here = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/shop.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: flux-system }
spec: { url: 'https://github.com/example/shop', interval: 1m, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec: { interval: 10m, prune: true, path: ./, sourceRef: { kind: GitRepository, name: shop } }
`);
  const shop = parseRepo(
    '# === a.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { flag: on }\n',
  );
  const mounts = [{ url: 'https://github.com/example/shop', tree: shop.tree }];
  expect(run(flagged, here).findings).toEqual([]);
  expect(run(flagged, here, { mounts }).findings).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { objectsOf } from '../flux/queries/queries.js';
import { jsonReporter } from '../report/json.js';
import type { Report } from '../report/report.js';
import { filterTree, memoryTree, treeOf } from '../source/file-tree.js';
import { UsageError } from '../source/usage-error.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { repo } from '../testing/repo.js';
import { type CheckOptions, check } from './check.js';
import type { Config } from './config/config.js';
import { definePlugin, defineRule } from './findings/rule.js';

const META = {
  title: 'A ConfigMap has a flag',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  stability: 'stable',
  since: '0.1.0',
} as const;

const flagged = defineRule({
  ...META,
  id: 'flagged',
  confidence: 'likely',
  messages: { found: "'{name}' has a flag." },
  *check(model, { finding }) {
    for (const { object } of objectsOf(model)) {
      if (object.id.kind !== 'ConfigMap') continue;
      yield finding('found', { in: object, path: ['data', 'flag'] }, { data: { name: object.id.name } });
    }
  },
});

const plugin = definePlugin({
  apiVersion: 1,
  name: 'tested',
  version: '1.0.0',
  namespace: '',
  rules: [flagged],
});

const configMap = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: default }
data:
  flag: "1"
`;

const fleet = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === base/kustomization.yaml
resources: [shared.yaml]
# === base/shared.yaml
${configMap('shared')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../base, own.yaml]
# === clusters/staging/own.yaml
${configMap('own')}
`;

function run(config: Config = {}, options: Partial<CheckOptions> = {}, tree = fleet.tree): Report {
  return check(tree, {
    plugins: [plugin],
    config: { extends: [], rules: { flagged: 'on' }, ...config },
    ...options,
  });
}

const found = ({ findings }: Report) =>
  findings.map(({ message, severity, clusters }) => [message, severity, ...clusters].join(' '));

test('tells once what a shared base causes in several clusters', () => {
  expect(found(run())).toEqual([
    "'shared' has a flag. error prod staging",
    "'own' has a flag. error staging",
  ]);
});

test('leaves out what hits none of the clusters that are asked for', () => {
  expect(found(run({}, { clusters: ['prod'] }))).toEqual(["'shared' has a flag. error prod staging"]);
});

test('refuses a cluster that there is not, and names those that there are', () => {
  expect(() => run({}, { clusters: ['prd'] })).toThrow(
    expect.objectContaining({
      code: 'no-such-cluster',
      message: expect.stringMatching(/'prd'.*prod.*staging/),
    }),
  );
});

test('refuses a wrong configuration before it looks at anything', () => {
  expect(() => run({ rules: { flaged: 'on' } }, {}, memoryTree({}))).toThrow(UsageError);
});

test.for([
  ['hint', 2],
  ['likely', 2],
  ['certain', 0],
] as const)('shows likely findings down to the confidence %s: %i', ([confidence, number]) => {
  const report = run({ confidence });
  expect(report.findings).toHaveLength(number);
  expect(report.rules).toHaveLength(number === 0 ? 0 : 1);
});

test('gives the findings of a part of the repository another severity', () => {
  const overrides = [{ files: ['clusters/staging/**'], rules: { flagged: 'note' } }] as const;
  expect(found(run({ overrides }))).toEqual([
    "'shared' has a flag. error prod staging",
    "'own' has a flag. note staging",
  ]);
});

test('does not put aside for one cluster what hits another one, too', () => {
  const overrides = [{ clusters: ['staging'], rules: { flagged: 'off' } }] as const;
  expect(found(run({ overrides }))).toEqual(["'shared' has a flag. error prod staging"]);
});

test('switches a rule on for a part of the repository only', () => {
  const overrides = [{ names: ['own'], rules: { flagged: 'on' } }] as const;
  expect(found(run({ rules: {}, overrides }))).toEqual(["'own' has a flag. error staging"]);
});

test('does not look at ignored files', () => {
  const report = run({ ignore: ['clusters/staging/**', 'base/**'] });
  expect(report.findings).toEqual([]);
  expect(report.summary.clusters.map(({ name }) => name)).toEqual(['prod']);
});

test('finds a cluster only where the configuration says', () => {
  const tree = memoryTree({ 'deploy/cm.yaml': configMap('found') });
  const report = run({ clusters: [{ path: 'deploy', name: 'edge' }] }, {}, tree);
  expect(found(report)).toEqual(["'found' has a flag. error edge"]);
});

const fingerprints = (report: Report) =>
  new Map(report.findings.map(({ fingerprint }) => [fingerprint, 1] as const));

test('reports only what another state of the repository does not have', () => {
  const before = filterTree(fleet.tree, (path) => path !== 'clusters/staging/own.yaml');
  const since = fingerprints(run({}, {}, before));
  expect(found(run({}, { since }))).toEqual(["'own' has a flag. error staging"]);
  expect(run({}, { since: fingerprints(run()) }).findings).toEqual([]);
});

test('counts equal findings: one more than before is new', () => {
  const twice = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/a.yaml
${configMap('own')}
# === clusters/staging/a.yaml
${configMap('own')}
`;
  const [first, second] = run({}, {}, twice.tree).findings;
  expect(first?.fingerprint).toBe(second?.fingerprint);
  const since = new Map([[first?.fingerprint ?? '', 1]]);
  expect(run({}, { since }, twice.tree).findings).toHaveLength(1);
});

test('leaves out what the baseline knows, and tells what is left over in it', () => {
  const [shared] = run().findings;
  const entry = { rule: 'flagged', object: 'x', path: 'y', count: 1 };
  const baseline = {
    version: 1,
    entries: [
      { ...entry, id: shared?.fingerprint ?? '' },
      { ...entry, object: 'gone', id: '0'.repeat(32) },
    ],
  } as const;
  const report = run({}, { baseline });
  expect(found(report)).toEqual(["'own' has a flag. error staging"]);
  expect(report.summary.known).toBe(1);
  expect(report.baseline).toEqual({ known: 1, stale: [{ rule: 'flagged', object: 'gone', path: 'y' }] });
});

test('says nothing of a baseline where there is none', () => {
  expect(run().baseline).toBeUndefined();
});

test('counts the findings by their severities', () => {
  const overrides = [{ names: ['own'], rules: { flagged: 'note' } }] as const;
  expect(run({ overrides }).summary).toMatchObject({
    errors: 1,
    warnings: 0,
    notes: 1,
    suppressed: 0,
    known: 0,
  });
});

test('lists the plug-ins and the rules that ran, sorted and with their own severity', () => {
  const report = run({ rules: { flagged: 'note' } });
  expect(report.plugins).toEqual([{ name: 'tested', version: '1.0.0', namespace: '' }]);
  expect(report.rules).toEqual([
    expect.objectContaining({ id: 'flagged', severity: 'error', docs: '', tags: [] }),
  ]);
});

test('gives the same bytes again, and with the files in another order', () => {
  const bytes = (tree: typeof fleet.tree) => jsonReporter(run({}, {}, tree), tree);
  const turned = treeOf([...fleet.tree.paths].reverse(), (path) => fleet.tree.read(path));
  const once = bytes(fleet.tree);
  expect(bytes(fleet.tree)).toBe(once);
  expect(bytes(memoryTree(fleet.files))).toBe(once);
  expect(bytes(turned)).toBe(once);
});

test('hands on what the caller has to say of the run', () => {
  const notices = [
    { code: 'config/no-plugins', severity: 'note', message: 'They were not loaded.' },
  ] as const;
  expect(run({}, { notices }).notices).toEqual(notices);
});

test('makes a whole report of an empty repository', () => {
  const report = run({}, {}, memoryTree({}));
  expect(report).toMatchObject({ version: 1, complete: true, findings: [], gaps: [] });
  expect(report.summary).toMatchObject({ files: 0, clusters: [] });
});

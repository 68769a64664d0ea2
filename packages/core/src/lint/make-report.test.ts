import { expect, test } from 'vitest';
import { objectsOf } from '../flux/queries/queries.js';
import type { Report } from '../report/report.js';
import type { FileTree, TreeNote } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { repo } from '../testing/repo.js';
import { check } from './check.js';
import { definePlugin, defineRule, type Edits, type Fix, type Place, type Rule } from './findings/rule.js';

const META = {
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

const { tree } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data:
  flag: "1" # 😀
  text: "😀 2"
`;

function run(rule: Rule, where: FileTree = tree): Report {
  const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules: [rule] });
  return check(where, { plugins: [plugin], config: { extends: [], rules: { [rule.id]: 'on' } } });
}

/** A rule that finds a value of the ConfigMap, with fixes for it. */
function finding(field: string, fixes: (at: Place) => { fix?: Fix; suggestions?: readonly Fix[] }): Rule {
  return defineRule({
    ...META,
    id: 'found',
    messages: { found: 'It is there.' },
    *check(model, { finding: make }) {
      for (const { object } of objectsOf(model)) {
        const at: Place = { in: object, path: ['data', field] };
        if (object.id.kind === 'ConfigMap') yield make('found', at, fixes(at));
      }
    },
  });
}

const fixOf = (edits: (edits: Edits) => void): Fix => ({ title: 'Mend it', safety: 'safe', edits });

test('counts lines and columns from 1, columns in UTF-16 code units, and ends behind the last character', () => {
  expect(run(finding('text', () => ({}))).findings[0]?.location).toEqual({
    file: 'clusters/prod/settings.yaml',
    line: 6,
    column: 9,
    endLine: 6,
    endColumn: 15,
  });
});

test('makes of a fix and of every suggestion the characters to change', () => {
  const [found] = run(
    finding('flag', (at) => ({
      fix: fixOf((edits) => void edits.set(at, '2')),
      suggestions: [
        fixOf((edits) => void edits.remove(at)),
        fixOf((edits) => void edits.rename(at, 'flags')),
      ],
    })),
  ).findings;
  expect(found?.fix).toMatchObject({ title: 'Mend it', safety: 'safe', changes: [{ text: '"2"' }] });
  expect(found?.suggestions?.map(({ changes }) => changes.map(({ text }) => text))).toEqual([
    [''],
    ['flags'],
  ]);
});

test('leaves out a fix that would change other values, and says so', () => {
  const report = run(finding('flag', (at) => ({ fix: fixOf((edits) => void edits.rename(at, 'text')) })));
  expect(report.findings[0]).not.toHaveProperty('fix');
  expect(report.notices).toEqual([
    expect.objectContaining({
      code: 'internal/fix-failed',
      severity: 'note',
      rule: 'found',
      message: expect.stringContaining("'Mend it'"),
      location: expect.objectContaining({ file: 'clusters/prod/settings.yaml', line: 5 }),
    }),
  ]);
  expect(report.complete).toBe(true);
});

test('leaves out a fix whose edits throw, and keeps its finding', () => {
  const broken = fixOf(() => {
    throw new Error('no idea');
  });
  const report = run(finding('flag', () => ({ fix: broken })));
  expect(report.findings).toHaveLength(1);
  expect(report.notices.map(({ code, message }) => `${code} ${message}`)).toEqual([
    expect.stringMatching(/^internal\/fix-failed .*no idea/),
  ]);
});

test('leaves out a fix that edits nothing, without a word', () => {
  const report = run(finding('flag', () => ({ fix: fixOf(() => {}), suggestions: [fixOf(() => {})] })));
  expect(report.findings[0]).not.toHaveProperty('fix');
  expect(report.findings[0]).not.toHaveProperty('suggestions');
  expect(report.notices).toEqual([]);
});

test.for([
  ['unreadable', 'internal/unreadable-file', false],
  ['too-large', 'internal/large-file', true],
] as const)('tells of a file that is %s', ([reason, code, complete]) => {
  const notes: TreeNote[] = [{ path: 'secret.yaml' as RepoPath, reason }];
  const report = run(
    finding('flag', () => ({})),
    { ...tree, notes },
  );
  expect(report.complete).toBe(complete);
  expect(report.notices).toEqual([
    expect.objectContaining({ code, location: expect.objectContaining({ file: 'secret.yaml', line: 1 }) }),
  ]);
});

test.for(['binary', 'link-outside', 'link-broken'] as const)(
  'says nothing of a file that is %s',
  (reason) => {
    const report = run(
      finding('flag', () => ({})),
      { ...tree, notes: [{ path: 'x' as RepoPath, reason }] },
    );
    expect(report.notices).toEqual([]);
    expect(report.complete).toBe(true);
  },
);

test('lists what could not be looked into, with the clusters that it concerns', () => {
  const remote = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, 'https://github.com/example/base?ref=v1']
`;
  const [gap, ...others] = run(
    finding('flag', () => ({})),
    remote.tree,
  ).gaps;
  expect(others).toEqual([]);
  expect(gap?.message).toContain('https://github.com/example/base');
  expect(gap?.location).toMatchObject({ file: 'clusters/prod/kustomization.yaml', line: 1, column: 26 });
  expect(gap?.clusters).toEqual(['prod']);
});

test('counts what stands in every cluster', () => {
  expect(run(finding('flag', () => ({}))).summary.clusters).toEqual([
    { name: 'prod', root: 'clusters/prod', kustomizations: 1, helmReleases: 0, sources: 1, objects: 8 },
  ]);
});

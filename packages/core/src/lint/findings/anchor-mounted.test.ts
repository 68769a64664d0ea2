import { expect, test } from 'vitest';
import { objectsOf } from '../../flux/queries/queries.js';
import type { RepoPath } from '../../source/repo-path.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { repo } from '../../testing/repo.js';
import { check } from '../check.js';
import { anchorMounted } from './anchor-mounted.js';
import type { Raised } from './raised.js';
import { definePlugin, defineRule } from './rule.js';

function raisedIn(file: string, ...related: string[]): Raised {
  const at = (path: string) => ({ file: path as RepoPath, start: 1, end: 2 });
  return {
    rule: 'rule',
    severity: 'error',
    message: 'It is wrong.',
    span: at(file),
    related: related.map((path) => ({ span: at(path), message: `in ${path}` })),
    object: undefined,
    subject: undefined,
    identity: { object: file, path: '', more: [] },
    fingerprint: 'f',
    clusters: ['prod'],
    fix: undefined,
    suggestions: [],
  };
}

const places = ({ span, related }: Raised) => [span.file, ...related.map((each) => each.span.file)];

test('makes a chain from the place here to the place itself, and leaves the steps between aside', () => {
  const raised = raisedIn('@shop/a.yaml', '@shop/kustomization.yaml', 'apps/shop.yaml', 'clusters/prod.yaml');
  const related = raised.related.map((each) => ({ ...each, role: 'before' as const }));
  const [anchored] = anchorMounted({ ...raised, related });
  expect(anchored?.foundAt?.file).toBe('@shop/a.yaml');
  expect(anchored?.related.map(({ role }) => role)).toEqual(['after', undefined, 'before']);
});

test('leaves a finding in this repository where it is', () => {
  const raised = raisedIn('apps/a.yaml', '@shop/b.yaml');
  expect(anchorMounted(raised)).toEqual([raised]);
});

test('tells a finding of another repository at the nearest place here that leads there, and tells the place itself next', () => {
  const raised = raisedIn('@shop/a.yaml', '@shop/kustomization.yaml', 'apps/shop.yaml', 'clusters/prod.yaml');
  expect(anchorMounted(raised).map(places)).toEqual([
    ['apps/shop.yaml', '@shop/a.yaml', '@shop/kustomization.yaml', 'clusters/prod.yaml'],
  ]);
});

test('leaves out what no place here leads to', () => {
  expect(anchorMounted(raisedIn('@shop/a.yaml', '@shop/b.yaml'))).toEqual([]);
});

const flagged = defineRule({
  id: 'flagged',
  title: 'A ConfigMap has a flag',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { found: 'It has a flag.' },
  *check(model, { finding }) {
    for (const { object } of objectsOf(model)) {
      const at = { in: object, path: ['data', 'flag'] };
      if (object.id.kind !== 'ConfigMap') continue;
      yield finding('found', at, {
        fix: { title: 'Drop it', safety: 'safe', edits: (edits) => edits.set(at, '0') },
      });
    }
  },
});

test('follows a source into its checkout, tells what is wrong there at the line here, and offers no fix', () => {
  const here = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: flux-system }
spec: { url: 'https://github.com/example/shop', interval: 1m, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./deploy
  sourceRef: { kind: GitRepository, name: shop }
`;
  const shop = repo`
# === deploy/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data:
  flag: "1"
`;
  const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules: [flagged] });
  const config = { extends: [], rules: { flagged: 'on' } } as const;
  const mounts = [{ url: 'ssh://git@github.com/example/shop.git', tree: shop.tree }];
  const { findings, notices } = check(here.tree, { plugins: [plugin], config, mounts });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.location).toMatchObject({ file: 'clusters/prod/shop.yaml', line: 12, column: 9 });
  expect(findings[0]?.related[0]?.location).toMatchObject({ file: '@shop/deploy/settings.yaml', line: 5 });
  expect(findings[0]).not.toHaveProperty('fix');
  expect(notices).toEqual([]);
});

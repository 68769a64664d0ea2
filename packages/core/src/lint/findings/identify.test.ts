import { expect, test } from 'vitest';
import { objectsOf } from '../../flux/queries/queries.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { check } from '../check.js';
import { definePlugin, defineRule } from './rule.js';

const META = {
  title: 'A value is bad',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

/** Finds values that are \`bad\`; one rule names the cluster in its message, the other one does not. */
const rules = [false, true].map((namesCluster) =>
  defineRule({
    ...META,
    id: namesCluster ? 'bad-here' : 'bad-value',
    messages: { bad: 'It is bad{where}.' },
    *check(model, { finding }) {
      for (const { object, cluster } of objectsOf(model)) {
        const data = object.body.entries.find(({ key }) => key.value === 'data')?.value;
        for (const { key, value } of data?.kind === 'map' ? data.entries : []) {
          if (value.kind !== 'scalar' || value.value !== 'bad') continue;
          const where = namesCluster ? ` in ${cluster?.name}` : '';
          yield finding('bad', { in: object, path: ['data', key.value] }, { data: { where } });
        }
      }
    },
  }),
);
const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules });

/** A base whose value each cluster sets, or does not. */
function identities(rule: string, states: Readonly<Record<string, 'good' | 'bad'>>): Record<string, string> {
  const clusters = Object.entries(states).map(([name, state]) => {
    const directory = `clusters/${name}`;
    return `${bootstrapped(directory)}# === ${directory}/settings.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: settings, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./base
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { state: ${state} } }
`;
  });
  const { tree } = parseRepo(`${clusters.join('')}# === base/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data:
  state: \${state}
`);
  const { findings } = check(tree, { plugins: [plugin], config: { extends: [], rules: { [rule]: 'on' } } });
  return Object.fromEntries(findings.map((each) => [each.clusters.join(' '), each.fingerprint]));
}

const [all = ''] = Object.values(identities('bad-value', { prod: 'bad' }));

test('keeps the identity of a fault that every cluster has which reaches its place', () => {
  expect(identities('bad-value', { prod: 'bad', staging: 'bad' })).toEqual({ 'prod staging': all });
  expect(identities('bad-value', { staging: 'bad' })).toEqual({ staging: all });
});

test('tells apart the same fault in one cluster and in another one', () => {
  const { prod } = identities('bad-value', { prod: 'bad', staging: 'good' });
  const { staging } = identities('bad-value', { prod: 'good', staging: 'bad' });
  expect(prod).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set([all, prod, staging]).size).toBe(3);
});

test('has all clusters that have the fault in the identity, where a further one does not', () => {
  const found = identities('bad-value', { dev: 'good', prod: 'bad', staging: 'bad' });
  const { prod } = identities('bad-value', { prod: 'bad', staging: 'good' });
  expect(Object.keys(found)).toEqual(['prod staging']);
  expect(new Set([all, prod, ...Object.values(found)]).size).toBe(3);
});

test('takes a fault for one, though its message names the cluster', () => {
  const [own] = Object.values(identities('bad-here', { prod: 'bad' }));
  expect(identities('bad-here', { prod: 'bad', staging: 'bad' })).toEqual({ prod: own, staging: own });
  const some = identities('bad-here', { dev: 'good', prod: 'bad', staging: 'bad' });
  expect(new Set([own, some['prod'], some['staging']]).size).toBe(3);
  const fewer = identities('bad-here', { dev: 'good', prod: 'bad', staging: 'good' });
  expect(fewer['prod']).toBe(some['prod']);
});

test('does not take the clusters in that do not reach the place', () => {
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}${bootstrapped('clusters/staging')}
# === clusters/prod/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data: { state: bad }
`);
  const { findings } = check(tree, {
    plugins: [plugin],
    config: { extends: [], rules: { 'bad-value': 'on' } },
  });
  expect(findings.map(({ fingerprint }) => fingerprint)).toEqual([all]);
});

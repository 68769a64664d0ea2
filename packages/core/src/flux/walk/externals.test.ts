import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';
import type { External } from './externals.js';

const TEXT = `${bootstrapped('clusters/prod')}# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  path: ./apps
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }, { kind: Secret, name: tokens }] }
# === apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { known: "\${domain}", secret: "\${token}", gone: "\${domian}" }
# === apps/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec: { valuesFrom: [{ kind: ConfigMap, name: web-values }] }
`;

function load(externals: readonly External[]): Cluster | undefined {
  return loadModel(parseRepo(TEXT).tree, { externals }).clusters[0];
}

const VARS: External = { kind: 'ConfigMap', name: 'vars', values: { domain: 'shop.test' } };
const TOKENS: External = { kind: 'Secret', name: 'tokens', namespace: 'flux-system', keys: ['token'] };

describe('an external object with keys', () => {
  const app = (externals: readonly External[]) => {
    const found = load(externals)?.apps.find(({ object }) => object.id.name === 'apps');
    if (found?.kind !== 'Kustomization') throw new Error('the app is gone');
    const settings = found.objects.find(({ id }) => id.name === 'settings');
    const data = settings?.body.entries.find(({ key }) => key.value === 'data')?.value;
    return { app: found, data: data && toPlain(data) };
  };

  test('gives the values of its variables', () => {
    const { data } = app([VARS, TOKENS]);
    expect(data).toMatchObject({ known: 'shop.test' });
  });

  test('has no other keys, so that a slip is not excused', () => {
    const { variables, uses } = app([VARS, TOKENS]).app.substitution;
    expect(variables?.mayBeMore).toBeUndefined();
    const state = Object.fromEntries(uses.map(({ name, variable }) => [name, variable]));
    expect(state).toEqual({ domain: 'set', token: 'unknown', domian: 'unset' });
  });

  test('leaves open what another object could bring of which no keys are told', () => {
    expect(app([VARS]).app.substitution.variables?.mayBeMore).toContain('tokens');
    expect(app([VARS, { kind: 'Secret', name: 'tokens' }]).app.substitution.variables?.mayBeMore).toBe(
      'the configuration says that it exists in the cluster',
    );
  });

  test('of another namespace says nothing', () => {
    const other = { ...TOKENS, namespace: 'shop' };
    expect(app([VARS, other]).app.substitution.variables?.mayBeMore).toBeDefined();
  });

  test('is no object of the cluster', () => {
    const names = load([VARS, TOKENS])?.objects.map(({ id }) => id.name);
    expect(names).not.toContain('vars');
  });
});

test('an external ConfigMap brings values to a release', () => {
  const values = { 'values.yaml': 'replicas: 2\n' };
  const cluster = load([{ kind: 'ConfigMap', namespace: 'shop', name: 'web-values', values }]);
  const release = cluster?.apps.find(({ kind }) => kind === 'HelmRelease');
  const merged = release?.kind === 'HelmRelease' ? release.values.merged : undefined;
  expect(merged && toPlain(merged)).toEqual({ replicas: 2 });
});

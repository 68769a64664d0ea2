import { expect, test } from 'vitest';
import type { Diagnostic } from '../source/diagnostic.js';
import type { RepoPath } from '../source/repo-path.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { parseRepo } from '../testing/repo.js';
import { concerned } from './concerned.js';
import { loadModel } from './load-model.js';

const app = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, sourceRef: { kind: GitRepository, name: flux-system } }
`;

const TEXT = `${bootstrapped('clusters/a')}# === clusters/a/apps.yaml
${app}${bootstrapped('clusters/b')}# === clusters/b/apps.yaml
${app}${bootstrapped('clusters/c')}# === apps/kustomization.yaml
resources: [gone.yaml, "https://github.com/x/y"]
`;

test('a problem of several clusters is told once, with the names of them', () => {
  const { diagnostics } = loadModel(parseRepo(TEXT).tree);
  expect(diagnostics.map(({ clusters }) => clusters)).toEqual([['a', 'b']]);
});

test('a gap of several clusters is told once, with the names of them', () => {
  const { gaps } = loadModel(parseRepo(TEXT).tree);
  expect(gaps.map(({ clusters }) => clusters)).toEqual([['a', 'b']]);
});

test('an app that cannot be followed is a gap at the name of its source', () => {
  const source = `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { url: "oci://x/y" }
`;
  const text = `${bootstrapped('clusters/a')}# === clusters/a/apps.yaml\n${app.replace('GitRepository', 'OCIRepository')}${source}`;
  const { gaps } = loadModel(parseRepo(text).tree);
  expect(gaps).toMatchObject([{ code: 'flux/source-elsewhere', clusters: ['a'] }]);
  expect(gaps[0]?.message).toContain('flux-system/apps');
});

test('an app whose source is missing is no gap: that is a fault with a rule of its own', () => {
  const text = `${bootstrapped('clusters/a')}# === clusters/a/apps.yaml\n${app.replace('GitRepository', 'Bucket')}`;
  expect(loadModel(parseRepo(text).tree).gaps).toEqual([]);
});

test('two problems at one place are both told, and equal ones once', () => {
  const problem = (message: string): Diagnostic => ({
    code: 'kustomize/x',
    severity: 'error',
    message,
    span: { file: 'a.yaml' as RepoPath, start: 0, end: 1 },
  });
  const told = concerned([], () => [], [problem('one'), problem('two'), problem('one')]);
  expect(told.map(({ message, clusters }) => [message, clusters])).toEqual([
    ['one', []],
    ['two', []],
  ]);
});

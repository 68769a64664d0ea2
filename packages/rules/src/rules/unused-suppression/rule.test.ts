import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { pathNotFound } from '../path-not-found/rule.js';
import { unusedSuppression } from './rule.js';

const app = (path: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  # fluxvet-disable path-not-found -- it comes with the next release
  path: ${path}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }`;

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }`;

test('reports a suppression that has nothing to suppress any more', () => {
  const report = expectMarks(
    unusedSuppression,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('./apps').replace('  path:', "# @3-68 unused-suppression: of 'path-not-found' suppresses nothing\n  path:")}
${CONFIG}
`,
    { with: [pathNotFound] },
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports an annotation that has nothing to suppress', () => {
  expectMarks(
    unusedSuppression,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: config
  namespace: default
  annotations:
    fluxvet.io/disable: path-not-found -- it comes later
    #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-suppression
`,
    { with: [pathNotFound] },
  );
});

test('stays silent about a suppression that hides a finding', () => {
  expectSilence(
    unusedSuppression,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('./apps')}
`,
    { with: [pathNotFound] },
  );
});

test('stays silent on unknown: rules that do not exist are for another rule to tell', () => {
  expectSilence(
    unusedSuppression,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
# fluxvet-disable no-such-rule -- it was there once
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`,
  );
});

test('takes the comment away, and its line where nothing else stands there', () => {
  const before = `${bootstrapped('clusters/prod')}# === apps/one.yaml
# fluxvet-disable path-not-found -- gone
apiVersion: v1
kind: ConfigMap
metadata:
  name: one # fluxvet-disable-line path-not-found -- gone
  namespace: apps
`;
  expectFix(
    unusedSuppression,
    parseRepo(before),
    {
      'apps/one.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  namespace: apps\n',
    },
    { with: [pathNotFound] },
  );
});

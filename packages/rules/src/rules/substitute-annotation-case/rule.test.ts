import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { substituteAnnotationCase } from './rule.js';

// In a template string a dollar sign before a brace would be one of TypeScript.
const $ = '$';

const APPS = `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substitute: { region: eu }`;

test('reports a mark in other letter case, as an error where Flux replaces something', () => {
  const report = expectMarks(
    substituteAnnotationCase,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboard
  namespace: default
  annotations:
    kustomize.toolkit.fluxcd.io/substitute: Disabled
    #                                       ^^^^^^^^ substitute-annotation-case: must be 'disabled', and is 'Disabled'
data: { panel: '${$}{datasource}' }
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports other words for it, as a warning where nothing is replaced', () => {
  const report = expectMarks(
    substituteAnnotationCase,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboard
  namespace: default
  labels:
    kustomize.toolkit.fluxcd.io/substitute: "false"
    #                                       ^^^^^^^ substitute-annotation-case
data: { panel: a }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where the mark is right, or says what happens anyway', () => {
  expectSilence(
    substituteAnnotationCase,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: default, annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: two, namespace: default, labels: { kustomize.toolkit.fluxcd.io/substitute: enabled } }
`,
  );
});

test('stays silent on unknown: a mark that a variable brings', () => {
  expectSilence(
    substituteAnnotationCase,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: default, annotations: { kustomize.toolkit.fluxcd.io/substitute: '${$}{mark}' } }
`,
  );
});

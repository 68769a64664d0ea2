import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { forceEnabled } from './rule.js';

const apps = (force: string): string => `
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  force: ${force}`;

const DATABASE = `
# === apps/database.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: database, namespace: shop }
`;

test('reports a Flux Kustomization that recreates workloads', () => {
  expectMarks(
    forceEnabled,
    repo`
${bootstrapped('clusters/prod')}
${apps('true')}
# @10-13 force-enabled: 'flux-system/apps' deletes and recreates its objects
${DATABASE}
`,
  );
});

test('reports a HelmRelease that replaces objects, where Flux still does so', () => {
  expectMarks(
    forceEnabled,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.7.5' })}
# === clusters/prod/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: web }
  upgrade: { force: true }
  #                 ^^^^ force-enabled: HelmRelease 'shop/web' replaces its objects by force at every upgrade
`,
  );
});

test('stays silent for jobs and configuration, without force, and where Helm applies on the server', () => {
  expectSilence(
    forceEnabled,
    repo`
${bootstrapped('clusters/prod')}
${apps('true')}
# === apps/migrate.yaml
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: migrate, namespace: shop }
# === clusters/prod/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: web }
  upgrade: { force: true }
`,
  );
  expectSilence(forceEnabled, repo`${bootstrapped('clusters/prod')}${apps('false')}${DATABASE}`);
});

test('stays silent on unknown: a variable that only the cluster knows decides', () => {
  expectSilence(
    forceEnabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/outer.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: outer, namespace: flux-system }
spec:
  interval: 10m
  path: ./outer
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === outer/inner.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: inner, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  force: $${'{FORCE}'}
${DATABASE}
`,
  );
});

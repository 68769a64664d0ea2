import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { storageNamespaceMismatch } from './rule.js';

test('reports a release that is kept elsewhere', () => {
  expectMarks(
    storageNamespaceMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  targetNamespace: shop
  #                ^^^^ storage-namespace-mismatch: installs to 'shop', and keeps its release in 'flux-system'
  chartRef: { kind: OCIRepository, name: web }
`,
  );
});

test('stays silent where both are one, or the place of the release is written down', () => {
  expectSilence(
    storageNamespaceMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec: { interval: 30m, targetNamespace: shop, storageNamespace: shop, chartRef: { kind: OCIRepository, name: web } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: blog, namespace: blog }
spec: { interval: 30m, targetNamespace: blog, chartRef: { kind: OCIRepository, name: blog } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: plain, namespace: blog }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: blog } }
`,
  );
});

test('stays silent on unknown: the namespace is a variable that only the cluster knows', () => {
  expectSilence(
    storageNamespaceMismatch,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  targetNamespace: $${'{TARGET}'}
  chartRef: { kind: OCIRepository, name: web }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { helmCreateNamespace } from './rule.js';

test('reports a namespace that only Helm creates', () => {
  expectMarks(
    helmCreateNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  targetNamespace: shop
  install: { createNamespace: true }
  #                           ^^^^ helm-create-namespace: lets Helm create the namespace 'shop'
  chartRef: { kind: OCIRepository, name: web }
`,
  );
});

test('stays silent where Git has the namespace, or the HelmRelease stands in it', () => {
  expectSilence(
    helmCreateNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  targetNamespace: shop
  install: { createNamespace: true }
  chartRef: { kind: OCIRepository, name: web }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: blog, namespace: blog }
spec: { interval: 30m, install: { createNamespace: true }, chartRef: { kind: OCIRepository, name: blog } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: none, namespace: flux-system }
spec: { interval: 30m, targetNamespace: other, chartRef: { kind: OCIRepository, name: blog } }
`,
  );
});

test('stays silent on unknown: the namespace is a variable that only the cluster knows', () => {
  expectSilence(
    helmCreateNamespace,
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
  install: { createNamespace: true }
  chartRef: { kind: OCIRepository, name: web }
`,
  );
});

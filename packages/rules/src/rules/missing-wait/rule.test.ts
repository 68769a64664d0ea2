import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { missingWait } from './rule.js';

const WEB = `
# === apps/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: {} }
`;

test('reports a Flux Kustomization with workloads that nobody waits for', () => {
  expectMarks(
    missingWait,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
# @1-4 missing-wait: 'flux-system/apps' is ready before Deployment 'shop/web' runs
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${WEB}
`,
  );
});

test('stays silent where it waits, checks health, or has no workloads', () => {
  expectSilence(
    missingWait,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: a, namespace: flux-system }
spec: { interval: 10m, wait: true, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: b, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }]
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: c, namespace: flux-system }
spec: { interval: 10m, path: ./config, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === config/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: shop }
${WEB}
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows decides, or the workloads are not at hand', () => {
  expectSilence(
    missingWait,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./outer
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: elsewhere, namespace: flux-system }
spec: { interval: 10m, path: ./, prune: true, sourceRef: { kind: GitRepository, name: other } }
# === outer/inner.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: inner, namespace: flux-system }
spec:
  interval: 10m
  wait: $${'{WAIT}'}
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${WEB}
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { missingTimeout } from './rule.js';

test('reports Flux Kustomizations that wait without a timeout', () => {
  expectMarks(
    missingTimeout,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1h
  #         ^^ missing-timeout: waits for its objects nearly as long as its interval of 1h
  path: ./apps
  prune: true
  wait: true
  sourceRef: { kind: GitRepository, name: flux-system }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec:
  interval: 30m
  #         ^^^ missing-timeout
  path: ./apps
  prune: true
  healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }]
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

test('stays silent with a timeout, with a short interval, and where nothing waits', () => {
  expectSilence(
    missingTimeout,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: a, namespace: flux-system }
spec: { interval: 1h, timeout: 5m, wait: true, path: ./a, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: b, namespace: flux-system }
spec: { interval: 10m, wait: true, path: ./b, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: c, namespace: flux-system }
spec: { interval: 1h, path: ./c, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

test('stays silent on unknown: the timeout is a variable that only the cluster knows', () => {
  expectSilence(
    missingTimeout,
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
# === apps/inner.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: inner, namespace: flux-system }
spec:
  interval: 1h
  timeout: $${'{TIMEOUT}'}
  wait: true
  path: ./inner
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

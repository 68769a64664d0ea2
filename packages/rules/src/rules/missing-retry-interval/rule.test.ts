import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { missingRetryInterval } from './rule.js';

test('reports a long interval without a shorter one for failures', () => {
  expectMarks(
    missingRetryInterval,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1h30m
  #         ^^^^^ missing-retry-interval: tries again only after its interval of 1h30m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

test('stays silent with an interval for failures, with a short interval, and while suspended', () => {
  expectSilence(
    missingRetryInterval,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: a, namespace: flux-system }
spec: { interval: 1h, retryInterval: 2m, path: ./a, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: b, namespace: flux-system }
spec: { interval: 10m, path: ./b, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: c, namespace: flux-system }
spec: { interval: 1h, suspend: true, path: ./c, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

test('stays silent on unknown: the interval is a variable that only the cluster knows', () => {
  expectSilence(
    missingRetryInterval,
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
  interval: $${'{INTERVAL}'}
  path: ./inner
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

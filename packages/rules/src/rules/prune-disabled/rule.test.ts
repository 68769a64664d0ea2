import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { pruneDisabled } from './rule.js';

test('reports a Flux Kustomization that does not prune', () => {
  expectMarks(
    pruneDisabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: false
  #      ^^^^^ prune-disabled: 'flux-system/apps' does not delete what is removed from Git
  sourceRef: { kind: GitRepository, name: flux-system }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: shop }
`,
  );
});

test('stays silent where it prunes, is suspended, or holds only what must not be deleted', () => {
  expectSilence(
    pruneDisabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: moving, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: false, suspend: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: namespaces, namespace: flux-system }
spec: { interval: 10m, path: ./namespaces, prune: false, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: shop }
# === namespaces/shop.yaml
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows decides', () => {
  expectSilence(
    pruneDisabled,
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
  interval: 10m
  path: ./inner
  prune: $${'{PRUNE}'}
  sourceRef: { kind: GitRepository, name: flux-system }
# === inner/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: shop }
`,
  );
});

test('reports as a note what a repository holds that is not at hand', () => {
  const report = expectMarks(
    pruneDisabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/crds.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: crds, namespace: flux-system }
spec: { interval: 10m, path: ./crds, prune: false, sourceRef: { kind: GitRepository, name: flux-system } }
#                                           ^^^^^ prune-disabled
# === crds/kustomization.yaml
resources: [https://github.com/example/crds]
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

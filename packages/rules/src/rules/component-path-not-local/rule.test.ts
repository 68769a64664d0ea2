import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { componentPathNotLocal } from './rule.js';

test('reports a component from elsewhere, and one with an absolute path', () => {
  expectMarks(
    componentPathNotLocal,
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
  components:
  - https://github.com/example/components
  # @5-41 component-path-not-local: must be a path relative to the one of the Flux Kustomization
  - /components/alerts
  # @5-22 component-path-not-local
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on a component in the repository', () => {
  expectSilence(
    componentPathNotLocal,
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
  components: [../components/alerts]
# === components/alerts/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
commonAnnotations: { team: web }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: a repository that is not at hand', () => {
  expectSilence(
    componentPathNotLocal,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/apps, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: apps }
  components: [../components/alerts]
`,
  );
});

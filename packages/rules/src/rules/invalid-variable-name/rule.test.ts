import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { invalidVariableName } from './rule.js';

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }`;

test('reports names with hyphens and dots among the own variables', () => {
  expectMarks(
    invalidVariableName,
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
  postBuild:
    substitute:
      region: eu
      cluster-name: prod
      # @7-18 invalid-variable-name: defines 'cluster-name' and '1st', which cannot be the name of a variable
      1st: x
${CONFIG}
`,
  );
});

test('reports a ConfigMap that is not made of variables, at the app that takes them and in one finding', () => {
  expectMarks(
    invalidVariableName,
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
  postBuild:
    substituteFrom: [{ kind: ConfigMap, name: cluster }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cluster, namespace: flux-system }
data:
  region: eu
  values.yaml: x
  # @3-13 invalid-variable-name: takes variables from ConfigMap 'flux-system/cluster', where 'values.yaml'
${CONFIG}
`,
  );
});

test('stays silent about names that Flux takes, and where nothing is replaced', () => {
  expectSilence(
    invalidVariableName,
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
  postBuild: { substitute: { _region_1: eu, CLUSTER: prod } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: dashboards, namespace: flux-system }
spec:
  interval: 10m
  path: ./dashboards
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { cluster-name: prod } }
${CONFIG}
# === dashboards/one.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: default, labels: { kustomize.toolkit.fluxcd.io/substitute: disabled } }
`,
  );
});

test('stays silent on unknown: a ConfigMap that is not in the files', () => {
  expectSilence(
    invalidVariableName,
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
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: cluster }] }
${CONFIG}
`,
  );
});

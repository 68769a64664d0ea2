import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { nonKubernetesYamlInGeneratedPath } from './rule.js';

test('reports a file that is no manifest', () => {
  expectMarks(
    nonKubernetesYamlInGeneratedPath,
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
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === apps/values.yaml
replicas: 2
# @1-11 non-kubernetes-yaml-in-generated-path: it has no kind
`,
  );
});

test('reports an object without a name', () => {
  expectMarks(
    nonKubernetesYamlInGeneratedPath,
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
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
# @1-4 non-kubernetes-yaml-in-generated-path: has no metadata.name
data: { a: b }
`,
  );
});

test('stays silent where a kustomization file leaves out the file', () => {
  expectSilence(
    nonKubernetesYamlInGeneratedPath,
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
# === apps/kustomization.yaml
resources: [config.yaml]
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === apps/values.yaml
replicas: 2
`,
  );
});

test('stays silent on files that the source leaves out, and on empty ones', () => {
  expectSilence(
    nonKubernetesYamlInGeneratedPath,
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
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === apps/values.yaml
replicas: 2
# === apps/empty.yaml
# Nothing yet.
# === .sourceignore
values.yaml
`,
  );
});

test('stays silent on unknown: a repository that is not at hand', () => {
  expectSilence(
    nonKubernetesYamlInGeneratedPath,
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
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: apps } }
# === apps/values.yaml
replicas: 2
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { implicitKustomization } from './rule.js';

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

const APP = `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  path: ./apps`;

test('reports a path without a kustomization file', () => {
  expectMarks(
    implicitKustomization,
    repo`
${APP}
  #     ^^^^^^ implicit-kustomization: applies all that stands below 'apps'
${CONFIG}
`,
  );
});

test('stays silent where there is one, and in the directory of the cluster', () => {
  expectSilence(
    implicitKustomization,
    repo`
${APP}
# === apps/kustomization.yaml
resources: [config.yaml]
${CONFIG}
`,
  );
});

test('stays silent on unknown: another repository', () => {
  expectSilence(
    implicitKustomization,
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
`,
  );
});

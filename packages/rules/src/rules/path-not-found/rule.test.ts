import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { pathNotFound } from './rule.js';

const app = (path: string): string => `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }`;

const CONFIG = `# === teams/apps/production/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }`;

test('reports a directory that the source does not have', () => {
  expectMarks(
    pathNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app("./infrastructure\n  #     ^^^^^^^^^^^^^^^^ path-not-found: applies 'infrastructure', which its source does not have.")}
${CONFIG}
`,
  );
});

test('reports a directory with one part that is spelled almost alike', () => {
  expectMarks(
    pathNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app("./teams/app/production\n  #     ^^^^^^^^^^^^^^^^^^^^^^ path-not-found: there is 'teams/apps/production'")}
${CONFIG}
`,
  );
});

test('reports a path without one, where the object begins to name it', () => {
  expectMarks(
    pathNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
  - target: { kind: Kustomization, name: apps }
    patch: |
      - op: replace
        path: /spec/path
        value: ./nowhere
        #      ^^^^^^^^^ path-not-found
${app('./teams/apps/production')}
${CONFIG}
`,
  );
});

test('stays silent about directories that exist, however they are written', () => {
  for (const path of [
    './teams/apps/production',
    'teams/apps/production/',
    '/teams/apps',
    './',
    '../../teams',
  ]) {
    expectSilence(
      pathNotFound,
      repo`
${bootstrapped('clusters/prod')}
${app(path)}
${CONFIG}
`,
    );
  }
});

test('stays silent on unknown: a source that is not at hand, and a path that a variable completes', () => {
  expectSilence(
    pathNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: team, namespace: flux-system }
spec: { interval: 10m, path: ./nowhere, prune: true, sourceRef: { kind: GitRepository, name: team } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { pathIsFile } from './rule.js';

const app = (path: string): string => `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }`;

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }`;

test('reports a path of a file', () => {
  expectMarks(
    pathIsFile,
    repo`
${bootstrapped('clusters/prod')}
${app("./apps/config.yaml\n  #     ^^^^^^^^^^^^^^^^^^ path-is-file: applies 'apps/config.yaml', which is a file.")}
${CONFIG}
`,
  );
});

test('stays silent about directories, and about paths that lead nowhere', () => {
  for (const path of ['./apps', './apps/other.yaml']) {
    expectSilence(
      pathIsFile,
      repo`
${bootstrapped('clusters/prod')}
${app(path)}
${CONFIG}
`,
    );
  }
});

test('stays silent on unknown: a source that is not at hand', () => {
  expectSilence(
    pathIsFile,
    repo`
${bootstrapped('clusters/prod')}
${app('./apps/config.yaml').replace('name: flux-system }', 'name: team }')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team, ref: { branch: main } }
${CONFIG}
`,
  );
});

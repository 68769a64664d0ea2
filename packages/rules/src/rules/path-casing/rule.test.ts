import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { pathCasing } from './rule.js';

const app = (path: string): string => `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }`;

const CONFIG = `# === apps/Production/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }`;

test('reports a path with other letter case than the directory', () => {
  expectMarks(
    pathCasing,
    repo`
${bootstrapped('clusters/prod')}
${app("./Apps/production\n  #     ^^^^^^^^^^^^^^^^^ path-casing: but the directory is called 'apps/Production'")}
${CONFIG}
`,
  );
});

test('stays silent where the case is right, and where no directory is meant', () => {
  expectSilence(
    pathCasing,
    repo`
${bootstrapped('clusters/prod')}
${app('./apps/Production')}
${CONFIG}
`,
  );
  expectSilence(
    pathCasing,
    repo`
${bootstrapped('clusters/prod')}
${app('./apps/staging')}
${CONFIG}
`,
  );
});

test('stays silent on unknown: a source that is not at hand', () => {
  expectSilence(
    pathCasing,
    repo`
${bootstrapped('clusters/prod')}
${app('./Apps').replace('name: flux-system }', 'name: team }')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team, ref: { branch: main } }
${CONFIG}
`,
  );
});

test('writes the path as the directory is called', () => {
  const text = (path: string): string => `${bootstrapped('clusters/prod')}\n${app(path)}\n${CONFIG}\n`;
  expectFix(
    pathCasing,
    parseRepo(text('./Apps/production # of the shop')),
    parseRepo(text('./apps/Production # of the shop')).files,
  );
});

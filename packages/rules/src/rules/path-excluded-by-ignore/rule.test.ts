import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { pathExcludedByIgnore } from './rule.js';

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

test('reports a directory that .sourceignore leaves out', () => {
  expectMarks(
    pathExcludedByIgnore,
    repo`
${bootstrapped('clusters/prod')}
# === .sourceignore
/*
!/clusters
${app("./apps\n  #     ^^^^^^ path-excluded-by-ignore: which exists, but source 'flux-system/flux-system' leaves it out")}
${CONFIG}
`,
  );
});

test('reports a directory that the ignore of the source leaves out', () => {
  expectMarks(
    pathExcludedByIgnore,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
  - target: { kind: GitRepository, name: flux-system }
    patch: '- { op: add, path: /spec/ignore, value: "/apps" }'
${app('./apps\n  #     ^^^^^^ path-excluded-by-ignore')}
${CONFIG}
`,
  );
});

test('stays silent where the directory is packed, and where there is none', () => {
  expectSilence(
    pathExcludedByIgnore,
    repo`
${bootstrapped('clusters/prod')}
# === .sourceignore
/docs
${app('./apps')}
${CONFIG}
`,
  );
  expectSilence(
    pathExcludedByIgnore,
    repo`
${bootstrapped('clusters/prod')}
${app('./nowhere')}
${CONFIG}
`,
  );
});

test('stays silent on unknown: a source that is not at hand', () => {
  expectSilence(
    pathExcludedByIgnore,
    repo`
${bootstrapped('clusters/prod')}
# === .sourceignore
/apps
${app('./apps').replace('name: flux-system }', 'name: team }')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team, ref: { branch: main } }
${CONFIG}
`,
  );
});

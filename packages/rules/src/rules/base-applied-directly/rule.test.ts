import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { baseAppliedDirectly } from './rule.js';

function entry(path: string): string {
  return `${bootstrapped('clusters/eu')}
# === clusters/eu/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  path: ${path}
  interval: 10m
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`;
}

const BASE = `# === apps/base/podinfo/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`;
const APPS = `${BASE}
# === apps/production/kustomization.yaml
resources: [../base/podinfo/config.yaml]
`;

test('reports a base that is applied as it is', () => {
  const report = expectMarks(
    baseAppliedDirectly,
    repo`
${entry(`./apps/base
  #     ^^^^^^^^^^^ base-applied-directly: applies 'apps/base', the base of the environments in 'apps', without an overlay`)}
${APPS}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['eu'] });
});

test('reports a part of a base', () => {
  expectMarks(
    baseAppliedDirectly,
    repo`
${entry(`./apps/base/podinfo
  #     ^^^^^^^^^^^^^^^^^^^ base-applied-directly: applies 'apps/base/podinfo'`)}
${APPS}
`,
  );
});

test('stays silent on overlays, and on a base that no environment overlays', () => {
  expectSilence(baseAppliedDirectly, repo`${entry('./apps/production')}${APPS}`);
  expectSilence(baseAppliedDirectly, repo`${entry('./apps/base')}${BASE}`);
});

test('stays silent on unknown: a base of another repository', () => {
  expectSilence(
    baseAppliedDirectly,
    repo`
${entry('./apps/base').replaceAll('name: flux-system }\n', 'name: shared }\n')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
${APPS}
`,
  );
});

test('stays silent where no environment has an overlay of that base, or the app patches it itself', () => {
  expectSilence(
    baseAppliedDirectly,
    repo`
${entry('./apps/base/other')}
${APPS}
# === apps/base/other/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: other, namespace: default }
`,
  );
  expectSilence(
    baseAppliedDirectly,
    repo`
${entry(`./apps/base
  patches:
    - target: { kind: ConfigMap }
      patch: |
        - { op: add, path: /data, value: { a: b } }`)}
${APPS}
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { emptyBuildWithPrune } from './rule.js';

const app = (more = 'prune: true'): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  sourceRef: { kind: GitRepository, name: flux-system }
  ${more}`;

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

test.for<[kustomization: string, severity: string]>([
  ['namespace: web', 'error'],
  ['resources: []', 'warning'],
])(
  'reports a kustomization of %j that leaves out all manifests at its path: %s',
  ([kustomization, severity]) => {
    const report = expectMarks(
      emptyBuildWithPrune,
      repo`
${app()}
  path: ./apps
  #     ^^^^^^ empty-build-with-prune: 'apps' renders nothing, although 'apps/config.yaml' stands there
# === apps/kustomization.yaml
${kustomization}
${CONFIG}
`,
    );
    expect(report.findings[0]?.severity).toBe(severity);
  },
);

test('does not take the file of the Flux Kustomization itself for one that is left out', () => {
  const report = expectMarks(
    emptyBuildWithPrune,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../barrier/ks.yaml]
# === barrier/kustomization.yaml
resources: []
# === barrier/ks.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: barrier, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  path: ./barrier
  #     ^^^^^^^^^ empty-build-with-prune: 'barrier' renders nothing.
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a path without manifests as a warning', () => {
  const report = expectMarks(
    emptyBuildWithPrune,
    repo`
${app()}
  path: ./apps
  #     ^^^^^^ empty-build-with-prune: 'apps' renders nothing.
# === apps/README.md
To come.
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('notes entries that were taken out on purpose', () => {
  const report = expectMarks(
    emptyBuildWithPrune,
    repo`
${app()}
  path: ./apps
  #     ^^^^^^ empty-build-with-prune: 'apps' renders nothing.
# === apps/kustomization.yaml
resources: []
# - config.yaml
${CONFIG}
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where something is rendered', () => {
  expectSilence(
    emptyBuildWithPrune,
    repo`
${app()}
  path: ./apps
${CONFIG}
`,
  );
});

test('stays silent where nothing is pruned or the app is suspended', () => {
  expectSilence(
    emptyBuildWithPrune,
    repo`
${app('prune: false')}
  path: ./apps
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: later, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, suspend: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/README.md
To come.
`,
  );
});

test('stays silent on unknown: what a remote base brings', () => {
  expectSilence(
    emptyBuildWithPrune,
    repo`
${app()}
  path: ./apps
# === apps/kustomization.yaml
resources: ["https://github.com/example/base?ref=v1"]
`,
  );
});

test('stays silent on an empty one that waits for the health of others', () => {
  expectSilence(
    emptyBuildWithPrune,
    repo`
${app()}
  path: ./blank
  healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: operator, namespace: operators }]
# === blank/kustomization.yaml
resources: []
`,
  );
});

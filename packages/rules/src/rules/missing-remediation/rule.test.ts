import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { missingRemediation } from './rule.js';

test('reports a HelmRelease that says nothing of failures', () => {
  const report = expectMarks(
    missingRemediation,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec:
# @1-4 missing-remediation: does not try again when an install or an upgrade fails
  interval: 30m
  chartRef: { kind: OCIRepository, name: podinfo }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports the action that is left out, as a note outside production', () => {
  const report = expectMarks(
    missingRemediation,
    repo`
${bootstrapped('clusters/staging')}
# === clusters/staging/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { remediation: { retries: 3 } }
  upgrade: { remediation: { retries: 0 } }
  #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-remediation: when an upgrade fails
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where failures are tried again, by retries, strategy or a patch for all', () => {
  expectSilence(
    missingRemediation,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  patches:
    - target: { kind: HelmRelease }
      patch: |
        - { op: add, path: /spec/install, value: { strategy: { name: RetryOnFailure } } }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: podinfo }
  upgrade: { remediation: { retries: -1 } }
`,
  );
});

test('stays silent where helm-controller tries again by default', () => {
  expectSilence(
    missingRemediation,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: helm-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --feature-gates=DefaultToRetryOnFailure=true
# === clusters/production/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
});

test('stays silent on unknown: the number of retries is a variable, or a remote component may set it', () => {
  expectSilence(
    missingRemediation,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec:
  interval: 10m
  path: ./more
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { remediation: { retries: "$${'{RETRIES}'}" } }
  upgrade: { strategy: { name: "$${'{STRATEGY}'}" } }
# === more/kustomization.yaml
resources: [web.yaml]
components: [https://github.com/example/components//retries]
# === more/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: web } }
`,
  );
});

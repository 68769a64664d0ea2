import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { driftDetectionDisabled } from './rule.js';

test('reports releases of production that do not detect drift', () => {
  expectMarks(
    driftDetectionDisabled,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: podinfo } }
# @1-4 drift-detection-disabled: HelmRelease 'shop/podinfo' does not detect drift
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: web }
  driftDetection: { mode: disabled }
  #                       ^^^^^^^^ drift-detection-disabled
`,
  );
});

test('stays silent where drift is detected, and outside production', () => {
  const releases = `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: podinfo }, driftDetection: { mode: enabled } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: web }, driftDetection: { mode: warn } }`;
  expectSilence(
    driftDetectionDisabled,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/podinfo.yaml
${releases}
${bootstrapped('clusters/staging')}
# === clusters/staging/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
});

test('stays silent on unknown: a remote component may turn it on', () => {
  expectSilence(
    driftDetectionDisabled,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/kustomization.yaml
resources: [podinfo.yaml]
components: [https://github.com/example/components//drift]
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
});

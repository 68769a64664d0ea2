import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { intervalTooShort } from './rule.js';

test('reports intervals that are too short', () => {
  expectMarks(
    intervalTooShort,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 30s, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
#                 ^^^ interval-too-short: Kustomization 'flux-system/apps' has an interval of 30s; it should be 60s or more.
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 0.5m, chartRef: { kind: OCIRepository, name: podinfo } }
#                 ^^^^ interval-too-short
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: apps }
spec: { interval: 10s, url: oci://ghcr.io/stefanprodan/charts/podinfo, ref: { semver: 6.x } }
#                 ^^^ interval-too-short: it should be 30s or more
`,
  );
});

test('stays silent on long ones, and where the interval does nothing', () => {
  expectSilence(
    intervalTooShort,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m0s, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, chart: { spec: { chart: podinfo, interval: 5s, sourceRef: { kind: HelmRepository, name: podinfo } } } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: apps }
spec: { interval: 5s, type: oci, url: oci://ghcr.io/stefanprodan/charts }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: apps }
spec: { interval: 30s, url: oci://ghcr.io/stefanprodan/charts/podinfo, ref: { semver: 6.x } }
`,
  );
});

test('stays silent on unknown: a variable of a Secret gives the interval, or it is no duration', () => {
  expectSilence(
    intervalTooShort,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: apps }
spec: { interval: '${'$'}{INTERVAL}', url: oci://ghcr.io/example/one, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: apps }
spec: { interval: 5, url: oci://ghcr.io/example/two, ref: { tag: v1 } }
`,
  );
});

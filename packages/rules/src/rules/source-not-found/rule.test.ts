import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { sourceNotFound } from './rule.js';

test('reports a source that the cluster does not have', () => {
  expectMarks(
    sourceNotFound,
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
  sourceRef:
    kind: GitRepository
    name: fleet
    #     ^^^^^ source-not-found: takes its source from GitRepository 'flux-system/fleet'
`,
  );
});

test('reports the source of a chart, at the line of the base that names it, once for all clusters', () => {
  const report = expectMarks(
    sourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../apps]
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../apps]
# === apps/kustomization.yaml
resources: [podinfo.yaml]
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chart:
    spec:
      chart: podinfo
      sourceRef:
        kind: HelmRepository
        name: podinfo
        #     ^^^^^^^ source-not-found
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod', 'staging']);
});

test('proposes the source that is spelled almost alike', () => {
  const report = expectMarks(
    sourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-sytem } }
#                                                                                         ^^^^^^^^^^ source-not-found: there is 'flux-system'
`,
  );
  expect(report.findings).toHaveLength(1);
});

test('stays silent where the source exists', () => {
  expectSilence(
    sourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring the source', () => {
  expectSilence(
    sourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./sources, prune: true, sourceRef: { kind: GitRepository, name: shared } }
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo } } } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { chartVersionUnpinned } from './rule.js';

const release = (name: string, version: string): string => `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: shop }
spec:
  interval: 30m
  chart:
    spec:
      chart: podinfo
      sourceRef: { kind: HelmRepository, name: podinfo }
      ${version}`;

test('reports charts without a version, and with versions that are open upwards', () => {
  expectMarks(
    chartVersionUnpinned,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/a.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata: { name: podinfo, namespace: shop }
spec:
  interval: 30m
  chart: podinfo
  #      ^^^^^^^ chart-version-unpinned: HelmChart 'shop/podinfo' names no version of the chart 'podinfo'
  sourceRef: { kind: HelmRepository, name: podinfo }
${release('all', "version: '*'")}
# @16-18 chart-version-unpinned: that fits '*'
${release('open', "version: '>= 6.0.0'")}
# @16-25 chart-version-unpinned: that fits '>= 6.0.0'
${release('either', 'version: 5.x || >6')}
# @16-24 chart-version-unpinned
`,
  );
});

test('reports a version that has no effect as a note', () => {
  const report = expectMarks(
    chartVersionUnpinned,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/a.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 30m
  chart:
    spec:
      chart: ./charts/web
      version: 1.2.3
      #        ^^^^^ chart-version-unpinned: from a GitRepository, where versions have no effect
      sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports staging clusters as a note', () => {
  const report = expectMarks(
    chartVersionUnpinned,
    repo`
${bootstrapped('clusters/staging')}
# === clusters/staging/a.yaml
${release('all', "version: '*'")}
# @16-18 chart-version-unpinned
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent for versions and bounded ranges, and for charts from Git without a version', () => {
  expectSilence(
    chartVersionUnpinned,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/a.yaml
${release('exact', 'version: 6.5.4')}
${release('minor', 'version: 6.x')}
${release('tilde', 'version: ~6.5')}
${release('caret', 'version: ^6')}
${release('range', "version: '>=6.0.0 <7.0.0'")}
${release('hyphen', "version: '6.0 - 6.5'")}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 30m
  chart: { spec: { chart: ./charts/web, sourceRef: { kind: GitRepository, name: flux-system } } }
`,
  );
});

test('stays silent on unknown: the version is a variable that only the cluster knows', () => {
  expectSilence(
    chartVersionUnpinned,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/podinfo.yaml
${release('podinfo', `version: $${'{VERSION}'}`)}
`,
  );
});

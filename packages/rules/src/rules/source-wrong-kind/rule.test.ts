import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { sourceWrongKind } from './rule.js';

const release = (reference: string, more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
${reference}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, url: oci://ghcr.io/stefanprodan/charts/podinfo, ref: { semver: 6.x } }
${more}`;

test('reports a source that is of another kind', () => {
  expectMarks(
    sourceWrongKind,
    repo`${release(`  chart:
    spec:
      chart: podinfo
      sourceRef:
        kind: HelmRepository
        #     ^^^^^^^^^^^^^^ source-wrong-kind: HelmRelease 'default/podinfo' takes its source from HelmRepository 'default/podinfo', but that source is of kind OCIRepository.
        name: podinfo`)}`,
  );
});

test('stays silent where the kind is right', () => {
  expectSilence(sourceWrongKind, repo`${release('  chartRef: { kind: OCIRepository, name: podinfo }')}`);
});

test('stays silent where nobody knows which source is meant: other rules tell', () => {
  const chart = '  chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo } } }';
  expectSilence(
    sourceWrongKind,
    repo`${release(
      chart,
      `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, bucketName: charts, endpoint: example.com }`,
    )}`,
  );
  expectSilence(
    sourceWrongKind,
    repo`${release(
      chart,
      `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 10m, url: https://stefanprodan.github.io/podinfo }`,
    )}`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring the source', () => {
  expectSilence(
    sourceWrongKind,
    repo`${release(
      '  chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo } } }',
      `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./sources, prune: true, sourceRef: { kind: GitRepository, name: shared } }`,
    )}`,
  );
});

test('writes the kind that the source has', () => {
  const text = (kind: string): string =>
    release(`  chart:
    spec:
      chart: podinfo
      sourceRef: { kind: ${kind}, name: podinfo } # the only one`);
  expectFix(sourceWrongKind, parseRepo(text('HelmRepository')), parseRepo(text('OCIRepository')).files);
});

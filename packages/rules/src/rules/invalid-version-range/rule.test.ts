import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { invalidVersionRange } from './rule.js';

const policy = (range: string): string => `
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: shop, namespace: flux-system }
spec:
  imageRepositoryRef: { name: shop }
  policy:
    semver:
      range: ${range}
`;

test('reports a version of four parts', () => {
  expectMarks(
    invalidVersionRange,
    repo`
${bootstrapped('clusters/prod')}
${policy(`">=1.x.x.x"
      #      ^^^^^^^^^^^ invalid-version-range: spec.policy.semver.range is '>=1.x.x.x', which is no range of semantic versions`)}
`,
  );
});

test('reports words in the range of a chart', () => {
  expectMarks(
    invalidVersionRange,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: shop }
spec:
  interval: 10m
  chart:
    spec:
      chart: shop
      version: latest
      #        ^^^^^^ invalid-version-range: 'latest'
      sourceRef: { kind: HelmRepository, name: shop }
`,
  );
});

test('stays silent on ranges, and on the version of a chart in a Git repository', () => {
  expectSilence(
    invalidVersionRange,
    repo`
${bootstrapped('clusters/prod')}
${policy('">= 1.0.0, < 2 || ~3.1 || 4.0 - 4.2"')}
# === clusters/prod/shop.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: shop }
spec:
  interval: 10m
  chart: { spec: { chart: ./shop, version: latest, sourceRef: { kind: GitRepository, name: shop } } }
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows', () => {
  expectSilence(
    invalidVersionRange,
    repo`
# === bases/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: shop, namespace: flux-system }
spec: { imageRepositoryRef: { name: shop }, policy: { semver: { range: "${'$'}{range}" } } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { unverifiedSource } from './rule.js';

test('reports a signature that anyone may have made', () => {
  expectMarks(
    unverifiedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec:
  interval: 5m
  url: oci://ghcr.io/example/one
  ref: { tag: v1 }
  verify: { provider: cosign }
  # @3-8 unverified-source: accepts a signature of anyone
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: two, namespace: flux-system }
spec:
  interval: 1h
  chart:
    spec:
      chart: two
      sourceRef: { kind: HelmRepository, name: two }
      verify: { provider: cosign }
      # @7-12 unverified-source: HelmRelease 'flux-system/two'
`,
  );
});

test('reports what production fetches without a check as a note', () => {
  const report = expectMarks(
    unverifiedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { tag: v1 } }
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unverified-source: GitRepository 'flux-system/apps' of a production cluster
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on keys and identities, and on other clusters', () => {
  expectSilence(
    unverifiedSource,
    repo`
${bootstrapped('clusters/staging')}
# === clusters/staging/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { tag: v1 } }
`,
  );
  expectSilence(
    unverifiedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/one, verify: { provider: cosign, secretRef: { name: keys } } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: flux-system }
spec:
  interval: 5m
  url: oci://ghcr.io/example/two
  verify:
    provider: cosign
    matchOIDCIdentity: [{ issuer: '^https://token.actions.githubusercontent.com$', subject: '^https://github.com/example/' }]
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: three, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/three, verify: { provider: notation, secretRef: { name: trust } } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 1h, url: https://charts.example.com }
`,
  );
});

test('stays silent on unknown: a variable of a Secret says how, and a remote component may add the check', () => {
  expectSilence(
    unverifiedSource,
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
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/one, verify: { provider: '${'$'}{PROVIDER}' } }
`,
  );
  expectSilence(
    unverifiedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, one.yaml]
components: ['https://github.com/example/components//verify?ref=v1']
# === clusters/prod/one.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/one, ref: { tag: v1 } }
`,
  );
});

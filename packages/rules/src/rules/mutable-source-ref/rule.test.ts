import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { mutableSourceRef } from './rule.js';

test('reports what production fetches without a release', () => {
  const report = expectMarks(
    mutableSourceRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec:
# @1-4 mutable-source-ref: OCIRepository 'flux-system/one' names no ref
  interval: 5m
  url: oci://ghcr.io/example/one
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/two, ref: { tag: latest } }
#                                                                 ^^^^^^ mutable-source-ref: follows 'latest'
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: three, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/three, ref: { semver: '>=0.0.0' } }
#                                                                      ^^^^^^^^^ mutable-source-ref: follows '>=0.0.0'
`,
  );
  expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning']);
});

test('reports a branch of another repository as a note', () => {
  const report = expectMarks(
    mutableSourceRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: main } }
#                                                                          ^^^^ mutable-source-ref: the branch 'main' in production
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on releases, on the own repository, and on other kinds', () => {
  expectSilence(
    mutableSourceRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/one, ref: { tag: latest, semver: 1.x } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/two, ref: { branch: main, commit: 6c7e3a2b } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: own, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/fleet, ref: { branch: main } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 1h, url: https://charts.example.com }
`,
  );
});

test('stays silent where nothing says that the cluster is for production', () => {
  expectSilence(
    mutableSourceRef,
    repo`
${bootstrapped('clusters/staging')}
${bootstrapped('clusters/home')}
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../sources]
# === clusters/home/kustomization.yaml
resources: [flux-system, ../../sources]
# === sources/kustomization.yaml
resources: [one.yaml]
# === sources/one.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/one, ref: { tag: latest } }
`,
  );
});

test('stays silent on unknown: a variable of a Secret, or a remote component, gives the release', () => {
  expectSilence(
    mutableSourceRef,
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
spec: { interval: 5m, url: oci://ghcr.io/example/one, ref: { tag: '${'$'}{TAG}' } }
`,
  );
  expectSilence(
    mutableSourceRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, one.yaml]
components: ['https://github.com/example/components//releases?ref=v1']
# === clusters/prod/one.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/one }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { ociHelmRepositoryType } from './rule.js';

test('reports the address of a registry without the type', () => {
  expectMarks(
    ociHelmRepositoryType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: bitnami, namespace: flux-system }
spec:
  interval: 1h
  url: oci://registry-1.docker.io/bitnamicharts
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ oci-helm-repository-type: 'flux-system/bitnami'
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: other, namespace: flux-system }
spec:
  interval: 1h
  type: default
  url: oci://ghcr.io/example/charts
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ oci-helm-repository-type: not of type 'oci'
`,
  );
});

test('reports the type without the address of a registry', () => {
  const report = expectMarks(
    ociHelmRepositoryType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec:
  interval: 1h
  type: oci
  #     ^^^ oci-helm-repository-type: does not begin with 'oci://'
  url: https://stefanprodan.github.io/podinfo
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a type that is only maintained as a note', () => {
  const report = expectMarks(
    ociHelmRepositoryType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { type: oci, url: oci://ghcr.io/stefanprodan/charts }
#             ^^^ oci-helm-repository-type: an OCIRepository can do more
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports what no cluster applies as a warning', () => {
  const report = expectMarks(
    ociHelmRepositoryType,
    repo`
# === sources/kustomization.yaml
resources: [bitnami.yaml]
# === sources/bitnami.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: bitnami, namespace: flux-system }
spec: { interval: 1h, url: oci://registry-1.docker.io/bitnamicharts }
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ oci-helm-repository-type
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent on a repository of the usual kind', () => {
  expectSilence(
    ociHelmRepositoryType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: oci://ghcr.io/stefanprodan/charts/podinfo }
`,
  );
});

test('stays silent on unknown: a variable of a Secret gives the address or the type', () => {
  expectSilence(
    ociHelmRepositoryType,
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
kind: HelmRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 1h, type: oci, url: '${'$'}{REGISTRY}/charts' }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 1h, type: '${'$'}{TYPE}', url: oci://ghcr.io/example/charts }
`,
  );
});

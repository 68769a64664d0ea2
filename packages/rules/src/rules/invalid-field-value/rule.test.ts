import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { invalidFieldValue } from './rule.js';

test('reports an address in another form than its source takes', () => {
  expectMarks(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  url: https://ghcr.io/stefanprodan/charts/podinfo
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-field-value: spec.url is 'https://ghcr.io/stefanprodan/charts/podinfo', which does not fit ^oci://.*$
`,
  );
});

test('reports a text that is too long', () => {
  expectMarks(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  releaseName: a-name-that-is-much-longer-than-helm-and-its-secrets-can-bear
  #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-field-value: spec.releaseName must have at most 53 characters
  chartRef: { kind: OCIRepository, name: podinfo }
`,
  );
});

test('stays silent on values that fit', () => {
  expectSilence(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, url: oci://ghcr.io/stefanprodan/charts/podinfo }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, releaseName: podinfo, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
});

test('stays silent on durations and addresses of Git: rules of their own tell them', () => {
  expectSilence(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 1d, url: "git@github.com:stefanprodan/podinfo", ref: { branch: master } }
`,
  );
});

test('stays silent on unknown: a variable whose value is not in the files', () => {
  expectSilence(
    invalidFieldValue,
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
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, url: "${'$'}{registry}/podinfo" }
# === unused/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, url: "${'$'}{registry}/podinfo" }
`,
  );
});

test('stays silent on unknown: an encrypted value', () => {
  expectSilence(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/provider.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: chat, namespace: flux-system }
spec:
  type: ENC[AES256_GCM,data:c2xhY2s=,iv:x,tag:y,type:str]
  suspend: ENC[AES256_GCM,data:dHJ1ZQ==,iv:x,tag:y,type:bool]
  timeout: ENC[AES256_GCM,data:MTBz,iv:x,tag:y,type:str]
  address: ENC[AES256_GCM,data:aHR0cHM6Ly9leGFtcGxlLmNvbQ==,iv:x,tag:y,type:str]
sops:
  mac: ENC[AES256_GCM,data:bWFj,iv:x,tag:y,type:str]
  version: 3.9.4
`,
  );
});

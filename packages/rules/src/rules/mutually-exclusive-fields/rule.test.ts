import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { mutuallyExclusiveFields } from './rule.js';

test('reports a HelmRelease with two charts', () => {
  expectMarks(
    mutuallyExclusiveFields,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
# @1-4 mutually-exclusive-fields: either chart or chartRef must be set
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  chart:
    spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo } }
`,
  );
});

test('reports fields that need another one', () => {
  expectMarks(
    mutuallyExclusiveFields,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
# @1-4 mutually-exclusive-fields: either chart or chartRef must be set
  interval: 10m
`,
  );
});

test('stays silent where the fields go together', () => {
  expectSilence(
    mutuallyExclusiveFields,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: podinfo } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  kubeConfig: { secretRef: { name: other-cluster } }
`,
  );
});

test('stays silent on versions that no known Flux serves: their rules are not known', () => {
  expectSilence(
    mutuallyExclusiveFields,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2beta1
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
`,
  );
});

test('stays silent on unknown: what no cluster applies gets no more than a note', () => {
  const report = expectMarks(
    mutuallyExclusiveFields,
    repo`
${bootstrapped('clusters/prod')}
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
# @1-4 mutually-exclusive-fields
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on unknown: a value below the rule is a variable that is not in the files', () => {
  expectSilence(
    mutuallyExclusiveFields,
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
# === apps/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: podinfo, namespace: default }
spec:
  imageRepositoryRef: { name: podinfo }
  interval: 5m
  digestReflectionPolicy: ${'$'}{policy}
  policy: { semver: { range: 6.x } }
`,
  );
});

test('stays silent on unknown: an encrypted value', () => {
  expectSilence(
    mutuallyExclusiveFields,
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

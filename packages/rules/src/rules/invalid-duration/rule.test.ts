import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { invalidDuration } from './rule.js';

test('reports days, words and spaces', () => {
  expectMarks(
    invalidDuration,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1d
  #         ^^ invalid-duration: spec.interval is '1d', which is no duration: it takes numbers with ms, s, m, h, as in '10m'
  retryInterval: 10 m
  #              ^^^^ invalid-duration: spec.retryInterval
  timeout: 5min
  #        ^^^^ invalid-duration: spec.timeout
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

test('reports hours where only minutes are allowed', () => {
  expectMarks(
    invalidDuration,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec:
  interval: 1h
  timeout: 1h
  #        ^^ invalid-duration: it takes numbers with ms, s, m, as in
  url: oci://ghcr.io/stefanprodan/charts/podinfo
`,
  );
});

test('stays silent on durations', () => {
  expectSilence(
    invalidDuration,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1h30m
  retryInterval: 1.5m
  timeout: 90s
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { interval: 5m } }
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: "${'$'}{interval}", url: oci://ghcr.io/stefanprodan/charts/podinfo }
`,
  );
});

test('stays silent on other values that do not fit: another rule tells them', () => {
  expectSilence(
    invalidDuration,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 1h, url: ghcr.io/stefanprodan/charts/podinfo }
`,
  );
});

test('stays silent on unknown: a variable whose value is not in the files', () => {
  expectSilence(
    invalidDuration,
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
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: settings, optional: true }] }
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: "${'$'}{interval}", url: oci://ghcr.io/stefanprodan/charts/podinfo }
# === unused/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: "${'$'}{interval}", url: oci://ghcr.io/stefanprodan/charts/podinfo }
`,
  );
});

test('stays silent on unknown: an encrypted value', () => {
  expectSilence(
    invalidDuration,
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

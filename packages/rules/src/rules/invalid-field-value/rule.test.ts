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

test('reports names, namespaces and labels in a form that the API server refuses', () => {
  expectMarks(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: Shop_settings
  #     ^^^^^^^^^^^^^ invalid-field-value: metadata.name is 'Shop_settings', which is no DNS subdomain
  namespace: shop.eu
  #          ^^^^^^^ invalid-field-value: metadata.namespace is 'shop.eu', which is no DNS label
  labels:
    tier: -back
    #     ^^^^^ invalid-field-value: metadata.labels.tier is '-back', which is no value of a label
    "part of": shop
#   ^^^^^^^^^ invalid-field-value: the key 'part of' in metadata.labels is no key
data: {}
`,
  );
});

test('reports an address that ends in a line break', () => {
  expectMarks(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: default }
spec:
  interval: 10m
  url: "https://example.org/shop\n"
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-field-value: which does not fit ^(http|https|ssh)://.*$
  ref: { branch: main }
`,
  );
});

test('reports numbers, quantities and schedules of built-in kinds', () => {
  expectMarks(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10GB } }
  #                                 ^^^^ invalid-field-value: spec.resources.requests.storage is '10GB', which is no quantity
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 70000 }] }
#                       ^^^^^ invalid-field-value: spec.ports[0].port must be at most 65535
`,
  );
});

test('stays silent on unknown: a name that a kustomization elsewhere puts into a base', () => {
  expectSilence(
    invalidFieldValue,
    repo`
${bootstrapped('clusters/prod')}
# === bases/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: put in by an overlay, namespace: shop }
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

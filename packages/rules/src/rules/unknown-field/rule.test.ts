import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { unknownField } from './rule.js';

test('reports a field that is misspelled, with the one that was meant', () => {
  const report = expectMarks(
    unknownField,
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
  sourceref: { kind: GitRepository, name: flux-system }
# ^^^^^^^^^ unknown-field: has the field 'spec.sourceref', which kustomize.toolkit.fluxcd.io/v1 of Flux 2.9 does not have; there is 'sourceRef'
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a field at the wrong depth; as a warning, because a newer Flux could have it', () => {
  const report = expectMarks(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chart:
    spec:
      chart: podinfo
      sourceRef: { kind: HelmRepository, name: podinfo }
      remediation: { retries: 3 }
  #   ^^^^^^^^^^^ unknown-field: has the field 'spec.chart.spec.remediation'
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a field that a patch adds, at the patch', () => {
  expectMarks(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../apps]
patches:
- path: retries.yaml
  target: { kind: HelmRelease }
# === clusters/prod/retries.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: all }
spec:
  install:
    retries: 3
  # ^^^^^^^ unknown-field: 'spec.install.retries'
# === apps/kustomization.yaml
resources: [podinfo.yaml]
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
});

test('reports what the definition in the cluster does not have, whatever other releases do', () => {
  const report = expectMarks(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/definitions.yaml
${definition}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  ignoreMissingComponents: true
# ^^^^^^^^^^^^^^^^^^^^^^^ unknown-field
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a field of a built-in kind that Flux drops without a word, as a warning', () => {
  const report = expectMarks(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
  replica: 2
# ^^^^^^^ unknown-field: Deployment 'default/web' has the field 'spec.replica', which apps/v1 of Kubernetes 1.36 does not have; there is 'replicas'
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: example.com/web:1.0.0 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
values: { a: b }
# @1-6 unknown-field: has the field 'values', which v1 of Kubernetes 1.36 does not have
`,
  );
  expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});

test('reports a field of a Role, which Flux passes on as it is: the API server refuses it', () => {
  const report = expectMarks(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/reader.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules:
- apiGroup: [""]
  # @3-10 unknown-field: there is 'apiGroups'
  resources: [pods]
  verbs: [get]
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports what no release had in a version that Flux has removed', () => {
  const report = expectMarks(
    unknownField,
    repo`
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  url: oci://ghcr.io/stefanprodan/charts
  type: oci
# ^^^^ unknown-field: 'spec.type', which source.toolkit.fluxcd.io/v1beta1 does not have
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports what the release of a cluster does not have, where only its version is in the files', () => {
  expectMarks(
    unknownField,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.6.x, registry: ghcr.io/fluxcd }
  sync:
    kind: GitRepository
    url: https://github.com/example/fleet.git
    ref: refs/heads/main
    path: clusters/prod
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  ignoreMissingComponents: true
# ^^^^^^^^^^^^^^^^^^^^^^^ unknown-field: which kustomize.toolkit.fluxcd.io/v1 of Flux 2.6 does not have
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

test('stays silent on fields that exist', () => {
  expectSilence(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default, labels: { any: label } }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { remediation: { retries: 3 } }
  values: { whatever: { the: chart, takes: [1, 2] } }
`,
  );
});

test('stays silent on fields that an old version had, where the version itself is the problem', () => {
  expectSilence(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  validation: client
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

test('stays silent on the directives of patches that stand in no kustomization', () => {
  expectSilence(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
# === patches/remove.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  install: { $patch: delete }
`,
  );
});

test('stays silent on versions of built-in kinds that are not stable, and on what bootstrap writes', () => {
  expectSilence(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/others.yaml
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: { name: web, namespace: default }
spec: { whatever: true }
---
apiVersion: v1
kind: Secret
metadata: { name: web, namespace: default }
stringData: { password: "ENC[AES256_GCM,data:c2xhY2s=,iv:x,tag:y,type:str]" }
sops: { mac: "ENC[AES256_GCM,data:bWFj,iv:x,tag:y,type:str]", version: 3.9.4 }
`,
  );
});

test('stays silent on unknown: kinds of others, and templates of objects', () => {
  expectSilence(
    unknownField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/others.yaml
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, namespace: default }
spec: { whatever: true }
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: apps, namespace: flux-system }
spec:
  inputs: [{ tenant: blue }]
  resources:
  - apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: << inputs.tenant >>, namespace: flux-system }
    spec: { "<< inputs.field >>": true }
`,
  );
});

test('stays silent on unknown: an encrypted value', () => {
  expectSilence(
    unknownField,
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

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: kustomizations.kustomize.toolkit.fluxcd.io }
spec:
  group: kustomize.toolkit.fluxcd.io
  names: { kind: Kustomization, plural: kustomizations }
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              interval: { type: string }
              path: { type: string }
              prune: { type: boolean }
              sourceRef: { type: object, x-kubernetes-preserve-unknown-fields: true }`;

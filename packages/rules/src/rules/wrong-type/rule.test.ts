import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { wrongType } from './rule.js';

test('reports words where there must be true or false, and numbers where there must be a string', () => {
  expectMarks(
    wrongType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: "true"
  #      ^^^^^^ wrong-type: Kustomization 'flux-system/apps': spec.prune must be true or false, not a string
  sourceRef: { kind: GitRepository, name: flux-system }
  targetNamespace: 42
  #                ^^ wrong-type: must be a string, not an integer
`,
  );
});

test('reports a mapping where there must be a list', () => {
  expectMarks(
    wrongType,
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
  dependsOn: { name: infrastructure }
# ^^^^^^^^^ wrong-type: spec.dependsOn must be a list, not a mapping
`,
  );
});

test('reports a variable that turned into another type, at the place that uses it', () => {
  expectMarks(
    wrongType,
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
  postBuild: { substitute: { retries: many } }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { remediation: { retries: "${'$'}{retries}" } }
  #                                  ^^^^^^^^^^^^ wrong-type: must be an integer, not a string
`,
  );
});

test('reports values of a ConfigMap that are no strings, and a port of a Pod that is one', () => {
  const report = expectMarks(
    wrongType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
data:
  PORT: 8080
  #     ^^^^ wrong-type: ConfigMap 'default/web': data.PORT must be a string, not an integer
  DEBUG: true
  #      ^^^^ wrong-type: data.DEBUG must be a string, not true or false
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default }
spec:
  containers:
  - name: web
    image: example.com/web:1.0.0
    ports: [{ containerPort: "8080" }]
    #                        ^^^^^^ wrong-type: must be an integer, not a string
`,
  );
  expect(report.findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'error']);
});

test('reports drafts of built-in kinds that no cluster applies as warnings', () => {
  const report = expectMarks(
    wrongType,
    repo`
# === base/kustomization.yaml
resources: [web.yaml]
# === base/web.yaml
apiVersion: v1
kind: ReplicationController
metadata: { name: web }
spec:
  replicas: REPLICAS
  #         ^^^^^^^^ wrong-type
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent on values of the right type', () => {
  expectSilence(
    wrongType,
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
  targetNamespace: "42"
  timeout:
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { retries: "3" } }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { remediation: { retries: ${'$'}{retries} } }
  values: { replicas: "3" }
`,
  );
});

test('stays silent on quantities, ports with names, nulls and what stands for Kubernetes in a List', () => {
  expectSilence(
    wrongType,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: { name: web, namespace: default }
  data: { PORT: "8080", EMPTY: }
- apiVersion: v1
  kind: Pod
  metadata: { name: web, namespace: default }
  spec:
    nodeSelector:
    containers:
    - name: web
      image: example.com/web:1.0.0
      resources: { limits: { cpu: 2, memory: 1Gi } }
      livenessProbe: { httpGet: { port: http } }
      readinessProbe: { httpGet: { port: 8080 } }
`,
  );
});

test('stays silent on unknown: a variable whose value is not in the files', () => {
  expectSilence(
    wrongType,
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
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { remediation: { retries: ${'$'}{retries} } }
`,
  );
});

test('stays silent on unknown: a variable in a file that no cluster reaches', () => {
  expectSilence(
    wrongType,
    repo`
# === base/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  suspend: ${'$'}{suspended}
  chartRef: { kind: OCIRepository, name: podinfo }
`,
  );
});

test('stays silent on unknown: an encrypted value', () => {
  expectSilence(
    wrongType,
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

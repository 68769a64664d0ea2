import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { invalidEnumValue } from './rule.js';

test('reports a value that is spelled wrongly, and proposes the one that was meant', () => {
  const report = expectMarks(
    invalidEnumValue,
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
  sourceRef:
    kind: GitRepositry
    #     ^^^^^^^^^^^^ invalid-enum-value: spec.sourceRef.kind is 'GitRepositry'; allowed: 'OCIRepository', 'GitRepository'
    name: flux-system
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
  expect(report.findings[0]?.suggestions?.map(({ title }) => title)).toEqual(["Write 'GitRepository'"]);
});

test('reports a value that resembles none; as a warning, because a newer Flux could allow it', () => {
  const report = expectMarks(
    invalidEnumValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: all, namespace: flux-system }
spec:
  providerRef: { name: slack }
  eventSources:
  - kind: Deployment
    #     ^^^^^^^^^^ invalid-enum-value
    name: "*"
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports what the definition in the cluster does not allow, as an error', () => {
  const report = expectMarks(
    invalidEnumValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/definitions.yaml
${definition('GitRepository')}
# === clusters/prod/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: all, namespace: flux-system }
spec:
  eventSources:
  - kind: FluxInstance
    #     ^^^^^^^^^^^^ invalid-enum-value: allowed: 'GitRepository'.
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('stays silent on values that are allowed, by the definition in the cluster where there is one', () => {
  expectSilence(
    invalidEnumValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/definitions.yaml
${definition('GitRepository, Terraform')}
# === clusters/prod/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: all, namespace: flux-system }
spec:
  eventSources: [{ kind: GitRepository }, { kind: Terraform }]
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: Bucket, name: apps } }
`,
  );
});

test('reports a value of a built-in kind; what only a newer Kubernetes could take is a warning', () => {
  const report = expectMarks(
    invalidEnumValue,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec:
  type: Loadbalancer
  #     ^^^^^^^^^^^^ invalid-enum-value: Service 'default/web': spec.type is 'Loadbalancer'; allowed: 'ClusterIP', 'ExternalName', 'LoadBalancer' and 'NodePort'
  sessionAffinity: Cookie
  #                ^^^^^^ invalid-enum-value
  externalTrafficPolicy: ""
  ports: [{ port: 80 }]
`,
  );
  expect(report.findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

test('stays silent on the kinds that the Flux Operator adds to the definitions', () => {
  expectSilence(
    invalidEnumValue,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync:
    kind: GitRepository
    url: https://github.com/example/fleet.git
    ref: refs/heads/main
    path: clusters/prod
# === clusters/prod/notification.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: all, namespace: flux-system }
spec:
  providerRef: { name: slack }
  eventSources: [{ kind: FluxInstance, name: flux }, { kind: ResourceSet, name: "*" }]
---
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: hook, namespace: flux-system }
spec:
  type: github
  secretRef: { name: hook }
  resources: [{ kind: ResourceSetInputProvider, name: "*" }]
`,
  );
});

test('stays silent on unknown: where nothing says who installs Flux, such a kind gets no more than a note', () => {
  const report = expectMarks(
    invalidEnumValue,
    repo`
# === notification/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: all, namespace: flux-system }
spec:
  providerRef: { name: slack }
  eventSources:
  - kind: FluxInstance
    #     ^^^^^^^^^^^^ invalid-enum-value
    name: "*"
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on unknown: a variable whose value is not in the files', () => {
  expectSilence(
    invalidEnumValue,
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
# === apps/provider.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: chat, namespace: default }
spec: { type: ${'$'}{chat} }
# === unused/provider.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: chat, namespace: default }
spec: { type: ${'$'}{chat} }
`,
  );
});

test('stays silent on unknown: an encrypted value', () => {
  expectSilence(
    invalidEnumValue,
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

function definition(kinds: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: alerts.notification.toolkit.fluxcd.io }
spec:
  group: notification.toolkit.fluxcd.io
  names: { kind: Alert, plural: alerts }
  scope: Namespaced
  versions:
  - name: v1beta3
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              eventSources:
                type: array
                items: { type: object, properties: { kind: { type: string, enum: [${kinds}] } } }`;
}

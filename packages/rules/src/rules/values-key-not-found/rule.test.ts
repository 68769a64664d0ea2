import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { valuesKeyNotFound } from './rule.js';

const release = (...references: readonly string[]): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 10m
  chart: { spec: { chart: web, sourceRef: { kind: HelmRepository, name: web } } }
  valuesFrom:
${references.join('\n')}
`;
const CONFIG = `# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { app.yaml: "a: b" }
`;

test('reports a key that the ConfigMap does not have, the default one at the name', () => {
  const report = expectMarks(
    valuesKeyNotFound,
    repo`
${release(
  '    - kind: ConfigMap',
  '      name: settings',
  "      #     ^^^^^^^^ values-key-not-found: the key 'values.yaml' (the default) of ConfigMap 'shop/settings', which has only 'app.yaml'",
  '    - kind: ConfigMap',
  '      name: settings',
  '      valuesKey: apps.yaml',
  "      #          ^^^^^^^^^ values-key-not-found: there is 'app.yaml'",
)}
${CONFIG}
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a key of a Secret that SOPS encrypted, and of those that operators make', () => {
  expectMarks(
    valuesKeyNotFound,
    repo`
${release(
  '    - { kind: Secret, name: locked }',
  '    #                       ^^^^^^ values-key-not-found',
  '    - { kind: Secret, name: fetched }',
  "    #                       ^^^^^^^ values-key-not-found: which has only 'token'",
  '    - { kind: Secret, name: sealed, valuesKey: other.yaml }',
  '    #                                          ^^^^^^^^^^ values-key-not-found',
)}
# === clusters/prod/secrets.yaml
apiVersion: v1
kind: Secret
metadata: { name: locked, namespace: shop }
stringData: { token: "ENC[AES256_GCM,data:x,type:str]" }
sops: { mac: "ENC[x]" }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: any, namespace: shop }
spec: { target: { name: fetched }, data: [{ secretKey: token, remoteRef: { key: x } }] }
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: sealed, namespace: shop }
spec: { encryptedData: { values.yaml: AgA } }
`,
  );
});

test('stays silent where the key is there, is optional, or the object is filled elsewhere', () => {
  expectSilence(
    valuesKeyNotFound,
    repo`
${release(
  '    - { kind: ConfigMap, name: settings, valuesKey: app.yaml }',
  '    - { kind: ConfigMap, name: settings, valuesKey: gone.yaml, optional: true }',
  '    - { kind: ConfigMap, name: filled }',
  '    - { kind: ConfigMap, name: empty }',
)}
${CONFIG}---
apiVersion: v1
kind: ConfigMap
metadata: { name: filled, namespace: shop, annotations: { reflector.v1.k8s.emberstack.com/reflects: a/b } }
data: { other: x }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: empty, namespace: shop }
`,
  );
});

test('stays silent on unknown: the key is a variable of the cluster, or the Secret is not in the files', () => {
  expectSilence(
    valuesKeyNotFound,
    repo`
${release(
  '    - { kind: ConfigMap, name: settings, valuesKey: "${KEY}" }',
  '    - { kind: Secret, name: nowhere }',
)}
${CONFIG}
`,
  );
});

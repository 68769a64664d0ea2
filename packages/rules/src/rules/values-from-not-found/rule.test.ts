import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { valuesFromNotFound } from './rule.js';

test('reports a ConfigMap that the cluster does not have', () => {
  expectMarks(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom:
    - kind: ConfigMap
      name: podinfo-settings
      #     ^^^^^^^^^^^^^^^^ values-from-not-found: 'default/podinfo-settings', which its cluster does not have.
`,
  );
});

test('reports a ConfigMap that a generator names with a hash', () => {
  expectMarks(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, podinfo.yaml]
configMapGenerator:
  - name: podinfo-values
    namespace: default
    literals: [values.yaml=replicas]
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom:
    - kind: ConfigMap
      name: podinfo-values
      #     ^^^^^^^^^^^^^^ values-from-not-found: a name with a hash
`,
  );
});

test('reports a ConfigMap that stands in another namespace, and one that is spelled otherwise', () => {
  expectMarks(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom:
    - kind: ConfigMap
      name: common
      #     ^^^^^^ values-from-not-found: stands in namespace 'flux-system'
    - kind: ConfigMap
      name: podinfo-vales
      #     ^^^^^^^^^^^^^ values-from-not-found: there is 'podinfo-values'
---
apiVersion: v1
kind: ConfigMap
metadata: { name: common, namespace: flux-system }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: podinfo-values, namespace: default }
`,
  );
});

test('stays silent where the ConfigMap exists, is optional, is copied, or is a Secret', () => {
  expectSilence(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom:
    - { kind: ConfigMap, name: podinfo-values }
    - { kind: ConfigMap, name: local-settings, optional: true }
    - { kind: ConfigMap, name: common }
    - { kind: Secret, name: podinfo-passwords }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: podinfo-values, namespace: default }
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: common
  namespace: flux-system
  annotations: { reflector.v1.k8s.emberstack.com/reflection-auto-enabled: "true" }
`,
  );
});

test('stays silent where a custom resource of the name may make the ConfigMap', () => {
  expectSilence(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom: [{ kind: ConfigMap, name: public-bundle }]
---
apiVersion: trust.cert-manager.io/v1alpha1
kind: Bundle
metadata: { name: public-bundle }
`,
  );
});

test('stays silent on unknown: the name holds a variable, or a remote base may bring the ConfigMap', () => {
  expectSilence(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, podinfo.yaml, 'https://github.com/example/shared//settings?ref=v1']
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom: [{ kind: ConfigMap, name: podinfo-values }]
`,
  );
});

test('reports a ConfigMap that several places name as a note: it is rather made elsewhere', () => {
  const report = expectMarks(
    valuesFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom:
    - { kind: ConfigMap, name: podinfo-values }
    - kind: ConfigMap
      name: platform
      #     ^^^^^^^^ values-from-not-found
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: redis, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: redis }
  valuesFrom:
    - kind: ConfigMap
      name: platform
      #     ^^^^^^^^ values-from-not-found
---
apiVersion: v1
kind: ConfigMap
metadata: { name: podinfo-values, namespace: default }
`,
  );
  expect(report.findings.map(({ severity }) => severity)).toEqual(['note', 'note']);
});

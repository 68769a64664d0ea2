import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { substituteFromNotFound } from './rule.js';

test('reports a ConfigMap that the cluster does not have', () => {
  expectMarks(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom:
      - kind: ConfigMap
        name: podinfo-settings
        #     ^^^^^^^^^^^^^^^^ substitute-from-not-found: 'default/podinfo-settings', which its cluster does not have.
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

test('reports a ConfigMap that a generator names with a hash', () => {
  expectMarks(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, podinfo.yaml]
configMapGenerator:
  - name: podinfo-values
    namespace: default
    literals: [values.yaml=replicas]
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom:
      - kind: ConfigMap
        name: podinfo-values
        #     ^^^^^^^^^^^^^^ substitute-from-not-found: a name with a hash
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

test('reports a ConfigMap that stands in another namespace, and one that is spelled otherwise', () => {
  expectMarks(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom:
      - kind: ConfigMap
        name: common
        #     ^^^^^^ substitute-from-not-found: stands in namespace 'flux-system'
      - kind: ConfigMap
        name: podinfo-vales
        #     ^^^^^^^^^^^^^ substitute-from-not-found: there is 'podinfo-values'
---
apiVersion: v1
kind: ConfigMap
metadata: { name: common, namespace: flux-system }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: podinfo-values, namespace: default }
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

test('stays silent where the ConfigMap exists, is optional, is copied, or is a Secret', () => {
  expectSilence(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom:
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
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

test('stays silent where a custom resource of the name may make the ConfigMap', () => {
  expectSilence(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom: [{ kind: ConfigMap, name: public-bundle }]
---
apiVersion: trust.cert-manager.io/v1alpha1
kind: Bundle
metadata: { name: public-bundle }
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

test('reports as a note what only a base that is published for everybody could bring', () => {
  const report = expectMarks(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, podinfo.yaml, 'https://github.com/example/shared//settings?ref=v1']
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom: [{ kind: ConfigMap, name: podinfo-values }]
    #                                         ^^^^^^^^^^^^^^ substitute-from-not-found: which no file brings: it must exist in the cluster
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on unknown: the name holds a variable', () => {
  expectSilence(
    substituteFromNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, podinfo.yaml]
# === clusters/prod/podinfo.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  postBuild:
    substituteFrom: [{ kind: ConfigMap, name: "\${NAME}" }]
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

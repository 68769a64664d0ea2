import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { crossNamespaceRef } from './rule.js';

const PATCHES = `# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: '(kustomize-controller|helm-controller|notification-controller)' }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-cross-namespace-refs=true`;

const TENANT = `apiVersion: v1
kind: Namespace
metadata: { name: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }`;

test('reports references that the flags of the controllers refuse', () => {
  const report = expectMarks(
    crossNamespaceRef,
    repo`
${bootstrapped('clusters/prod')}
${PATCHES}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: apps }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  #                                                               ^^^^^^^^^^^ cross-namespace-ref: the Flux of its cluster refuses
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: alerts, namespace: flux-system }
spec:
  providerRef: { name: slack }
  eventSources:
    - { kind: HelmRelease, name: '*', namespace: apps }
    #                                            ^^^^ cross-namespace-ref: Alert 'flux-system/alerts' refers to HelmRelease 'apps/*'
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports references that a FluxInstance for tenants refuses', () => {
  expectMarks(
    crossNamespaceRef,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  cluster: { multitenant: true }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 1h
  chartRef:
    kind: OCIRepository
    name: podinfo
    namespace: flux-system
    #          ^^^^^^^^^^^ cross-namespace-ref
`,
  );
});

test('reports a reference of a tenant as a warning where nothing refuses it', () => {
  const report = expectMarks(
    crossNamespaceRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
${TENANT}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: team-a }
spec:
  interval: 1h
  chart:
    spec:
      chart: podinfo
      sourceRef: { kind: HelmRepository, name: charts, namespace: flux-system }
      #                                                           ^^^^^^^^^^^ cross-namespace-ref: of a tenant
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where one team owns all namespaces', () => {
  expectSilence(
    crossNamespaceRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: apps }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
`,
  );
});

test('stays silent on references within a namespace, and on what may name other ones', () => {
  expectSilence(
    crossNamespaceRef,
    repo`
${bootstrapped('clusters/prod')}
${PATCHES}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  dependsOn: [{ name: base, namespace: platform }]
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
`,
  );
});

test('stays silent on unknown: a variable of a Secret names the namespace', () => {
  expectSilence(
    crossNamespaceRef,
    repo`
${bootstrapped('clusters/prod')}
${PATCHES}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: podinfo, namespace: '${'$'}{SOURCES}' } }
`,
  );
});

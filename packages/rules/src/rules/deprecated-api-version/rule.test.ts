import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { deprecatedApiVersion } from './rule.js';

test('reports a version that a later release removes', () => {
  expectMarks(
    deprecatedApiVersion,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.7.5' })}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-api-version: which Flux v2.7.5 serves as deprecated and Flux 2.8 does not serve; use kustomize.toolkit.fluxcd.io/v1.
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

test('reports a version that the definition in the cluster calls deprecated', () => {
  expectMarks(
    deprecatedApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-api-version: serves as deprecated; use helm.toolkit.fluxcd.io/v3.
kind: HelmRelease
metadata: { name: podinfo, namespace: podinfo }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: podinfo } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: helmreleases.helm.toolkit.fluxcd.io }
spec:
  group: helm.toolkit.fluxcd.io
  names: { kind: HelmRelease, plural: helmreleases }
  scope: Namespaced
  versions: [{ name: v3, served: true, storage: true }, { name: v2, served: true, storage: false, deprecated: true }]
`,
  );
});

test('stays silent on current versions, on removed ones, and on the only version that there is', () => {
  expectSilence(
    deprecatedApiVersion,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.7.5' })}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1beta1
kind: Kustomization
metadata: { name: old, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: alerts, namespace: flux-system }
spec: { providerRef: { name: slack }, eventSources: [{ kind: Kustomization, name: '*' }] }
`,
  );
  expectSilence(
    deprecatedApiVersion,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.1.2' })}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, ref: { tag: v1 } }
`,
  );
});

test('stays silent on unknown: nothing says which Flux the cluster runs', () => {
  expectSilence(
    deprecatedApiVersion,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { apiVersionNotServedByCluster } from './rule.js';

test('reports a version that came with a later release', () => {
  expectMarks(
    apiVersionNotServedByCluster,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.5.1' })}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ api-version-not-served-by-cluster: OCIRepository 'flux-system/apps' is written in source.toolkit.fluxcd.io/v1, which Flux v2.5.1 does not serve yet; use source.toolkit.fluxcd.io/v1beta2.
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, ref: { tag: v1 } }
`,
  );
});

test('reports a version that the definition in the cluster does not have yet', () => {
  expectMarks(
    apiVersionNotServedByCluster,
    repo`
${bootstrapped('clusters/prod', { version: 'v0.41.2' })}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ api-version-not-served-by-cluster: use kustomize.toolkit.fluxcd.io/v1beta2
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: kustomizations.kustomize.toolkit.fluxcd.io }
spec:
  group: kustomize.toolkit.fluxcd.io
  names: { kind: Kustomization, plural: kustomizations }
  scope: Namespaced
  versions: [{ name: v1beta2, served: true, storage: true }]
# === clusters/prod/flux-system/gotk-sync.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/fleet, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 10m, path: ./clusters/prod, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

test('stays silent on what is served, and on what was removed', () => {
  expectSilence(
    apiVersionNotServedByCluster,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.6.4' })}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, ref: { tag: v1 } }
`,
  );
  expectSilence(
    apiVersionNotServedByCluster,
    repo`
${bootstrapped('clusters/prod')}
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
    apiVersionNotServedByCluster,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, ref: { tag: v1 } }
`,
  );
});

test('reports a version above all that the definition in a cluster before Flux 2.0 serves', () => {
  expectMarks(
    apiVersionNotServedByCluster,
    repo`
${bootstrapped('clusters/prod', { version: 'v0.17.2' }).replaceAll('toolkit.fluxcd.io/v1\n', 'toolkit.fluxcd.io/v1beta2\n')}
# === clusters/prod/crd.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: buckets.source.toolkit.fluxcd.io }
spec:
  group: source.toolkit.fluxcd.io
  names: { kind: Bucket, plural: buckets }
  scope: Namespaced
  versions: [{ name: v1beta1, served: true, storage: true }]
# === clusters/prod/bucket.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta2
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ api-version-not-served-by-cluster: Flux v0.17.2 does not serve yet; use source.toolkit.fluxcd.io/v1beta1.
kind: Bucket
metadata: { name: store, namespace: flux-system }
spec: { interval: 5m, bucketName: a, endpoint: example.com }
`,
  );
});

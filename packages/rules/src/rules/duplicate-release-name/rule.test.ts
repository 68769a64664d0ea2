import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { duplicateReleaseName } from './rule.js';

const CHART = 'chart: { spec: { chart: redis, sourceRef: { kind: HelmRepository, name: bitnami } } }';

test('reports two HelmReleases with one release name', () => {
  expectMarks(
    duplicateReleaseName,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/cache.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cache, namespace: shop }
spec: { interval: 30m, releaseName: redis, ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: sessions, namespace: shop }
spec:
  interval: 30m
  releaseName: redis
  #            ^^^^^ duplicate-release-name: makes the Helm release 'shop/redis', which HelmRelease 'shop/cache' makes too
  ${CHART}
`,
  );
});

test('reports names that the target and storage namespaces make equal', () => {
  expectMarks(
    duplicateReleaseName,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/cache.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: redis, namespace: flux-system }
#                 ^^^^^ duplicate-release-name
spec: { interval: 30m, targetNamespace: shop, storageNamespace: shop, ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cache, namespace: flux-system }
spec: { interval: 30m, releaseName: shop-redis, storageNamespace: shop, ${CHART} }
`,
  );
});

test('stays silent for other namespaces, other clusters and suspended releases', () => {
  expectSilence(
    duplicateReleaseName,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/cache.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cache, namespace: shop }
spec: { interval: 30m, releaseName: redis, ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cache, namespace: blog }
spec: { interval: 30m, releaseName: redis, ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: remote, namespace: shop }
spec: { interval: 30m, releaseName: redis, kubeConfig: { secretRef: { name: edge } }, ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: remote, namespace: other }
spec: { interval: 30m, releaseName: redis, storageNamespace: shop, kubeConfig: { secretRef: { name: edge } }, ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: old, namespace: shop }
spec: { interval: 30m, releaseName: redis, suspend: true, ${CHART} }
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows may tell the names apart', () => {
  expectSilence(
    duplicateReleaseName,
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
# === apps/cache.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cache, namespace: shop }
spec: { interval: 30m, releaseName: "$${'{NAME}'}", ${CHART} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: sessions, namespace: shop }
spec: { interval: 30m, releaseName: "$${'{OTHER}'}", ${CHART} }
`,
  );
});

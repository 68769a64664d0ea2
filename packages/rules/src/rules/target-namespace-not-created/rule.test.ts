import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { targetNamespaceNotCreated } from './rule.js';

const cluster = (more: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: v1
kind: Namespace
metadata: { name: apps }
---
${more}`;

const release = (namespace: string, spec = ''): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: redis
  namespace: ${namespace}
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: redis }
${spec}`;

test('reports a namespace that nothing creates, once, at the HelmRelease', () => {
  expectMarks(
    targetNamespaceNotCreated,
    repo`${cluster(`apiVersion: v1
kind: ConfigMap
metadata: { name: redis, namespace: cache }
---
${release("cache\n  #          ^^^^^ target-namespace-not-created: HelmRelease 'cache/redis' goes to namespace 'cache'")}`)}`,
  );
});

test('reports a targetNamespace that nothing creates', () => {
  expectMarks(
    targetNamespaceNotCreated,
    repo`${cluster(release('apps', "  targetNamespace: cache\n  #                ^^^^^ target-namespace-not-created: HelmRelease 'apps/redis' installs into namespace 'cache'"))}`,
  );
});

test('reports a release that would create the namespace in which it must stand itself', () => {
  expectMarks(
    targetNamespaceNotCreated,
    repo`${cluster(release('cache\n  #          ^^^^^ target-namespace-not-created', '  install: { createNamespace: true }'))}`,
  );
});

test('stays silent where the namespace is created, also by a release from elsewhere, or is well known', () => {
  expectSilence(targetNamespaceNotCreated, repo`${cluster(release('apps'))}`);
  expectSilence(targetNamespaceNotCreated, repo`${cluster(release('kube-system'))}`);
  expectSilence(
    targetNamespaceNotCreated,
    repo`${cluster(release('apps', '  targetNamespace: cache\n  install: { createNamespace: true }'))}`,
  );
});

test('stays silent on objects of the whole cluster, and where no namespace is created at all', () => {
  expectSilence(
    targetNamespaceNotCreated,
    repo`${cluster(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader, namespace: cache }`)}`,
  );
  expectSilence(
    targetNamespaceNotCreated,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/redis.yaml
${release('cache')}`,
  );
});

test('stays silent on unknown: a repository that is not at hand may create the namespace', () => {
  expectSilence(
    targetNamespaceNotCreated,
    repo`${cluster(`${release('cache')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./namespaces, prune: true, sourceRef: { kind: GitRepository, name: shared } }`)}`,
  );
});

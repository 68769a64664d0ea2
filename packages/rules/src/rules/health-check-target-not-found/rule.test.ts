import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { healthCheckTargetNotFound } from './rule.js';

const app = (checks: string, more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}  healthChecks:
${checks}
# === apps/podinfo.yaml
apiVersion: v1
kind: Namespace
metadata: { name: podinfo }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: podinfo, namespace: podinfo }
# === apps/redis.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: redis, namespace: redis }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: redis } }
`;

test('reports a HelmRelease and a Deployment that the cluster does not have', () => {
  expectMarks(
    healthCheckTargetNotFound,
    repo`${app(`    - apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      name: frontend
      #     ^^^^^^^^ health-check-target-not-found: HelmRelease 'podinfo/frontend', which its cluster does not have.
      namespace: podinfo
    - apiVersion: apps/v1
      kind: Deployment
      name: backend
      #     ^^^^^^^ health-check-target-not-found: Deployment 'podinfo/backend', which its cluster does not have.
      namespace: podinfo`)}`,
  );
});

test('reports a target of another namespace, and one that is spelled otherwise', () => {
  expectMarks(
    healthCheckTargetNotFound,
    repo`${app(`    - apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      name: redis
      #     ^^^^^ health-check-target-not-found: stands in namespace 'redis'
      namespace: podinfo
    - apiVersion: apps/v1
      kind: Deployment
      name: podinf
      #     ^^^^^^ health-check-target-not-found: there is 'podinfo'
      namespace: podinfo`)}`,
  );
});

test('stays silent where the target exists, or a chart may make it', () => {
  expectSilence(
    healthCheckTargetNotFound,
    repo`${app(`    - { apiVersion: apps/v1, kind: Deployment, name: podinfo, namespace: podinfo }
    - { apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: redis, namespace: redis }
    - { apiVersion: apps/v1, kind: StatefulSet, name: redis-master, namespace: redis }
    - { apiVersion: apps/v1, kind: Deployment, name: coredns, namespace: kube-system }
    - { apiVersion: v1, kind: Service, name: podinfo, namespace: podinfo }
    - { apiVersion: apps/v1, kind: Deployment, name: podinfo }`)}`,
  );
});

test('stays silent where the checks have no effect, or look at another cluster', () => {
  const check = '    - { apiVersion: apps/v1, kind: Deployment, name: backend, namespace: podinfo }';
  expectSilence(healthCheckTargetNotFound, repo`${app(check, '  wait: true\n')}`);
  expectSilence(
    healthCheckTargetNotFound,
    repo`${app(check, '  kubeConfig: { secretRef: { name: other } }\n')}`,
  );
});

test('stays silent on unknown: the name holds a variable that is not in the files', () => {
  expectSilence(
    healthCheckTargetNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: all, namespace: flux-system }
spec:
  interval: 10m
  path: ./all
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: names }] }
# === all/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthChecks:
    - { apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: "${'$'}{RELEASE}", namespace: apps }
# === apps/podinfo.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

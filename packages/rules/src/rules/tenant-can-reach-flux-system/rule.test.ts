import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { tenantCanReachFluxSystem } from './rule.js';

test('reports objects of a tenant in the namespace of Flux', () => {
  expectMarks(
    tenantCanReachFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: team-a
  namespace: flux-system
  #          ^^^^^^^^^^^ tenant-can-reach-flux-system: GitRepository 'flux-system/team-a' of the tenant 'team-a'
  labels: { toolkit.fluxcd.io/tenant: team-a }
spec: { interval: 1m, url: https://github.com/example/team-a, ref: { branch: main } }
`,
  );
});

test('reports another repository that is applied for a tenant with the rights of Flux', () => {
  expectMarks(
    tenantCanReachFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
apiVersion: v1
kind: Namespace
metadata: { name: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team-a, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team-a, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: team-a, namespace: flux-system }
spec:
  interval: 10m
  path: ./
  prune: true
  targetNamespace: team-a
  #                ^^^^^^ tenant-can-reach-flux-system: to the tenant namespace 'team-a' with the rights of Flux
  sourceRef: { kind: GitRepository, name: team-a }
`,
  );
});

test('stays silent on apps with an account, on the own repository, and on tenants in their namespaces', () => {
  expectSilence(
    tenantCanReachFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
apiVersion: v1
kind: Namespace
metadata: { name: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team-a, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team-a, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: one, namespace: flux-system }
spec:
  interval: 10m
  path: ./
  prune: true
  targetNamespace: team-a
  serviceAccountName: team-a
  sourceRef: { kind: GitRepository, name: team-a }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: two, namespace: flux-system }
spec:
  interval: 10m
  path: ./base
  prune: true
  targetNamespace: team-a
  sourceRef: { kind: GitRepository, name: flux-system }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: own, namespace: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }
spec: { interval: 1m, url: https://github.com/example/team-a, ref: { branch: main } }
# === base/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config }
`,
  );
});

test('stays silent on unknown: the controllers, and so their default account, are not in the files', () => {
  expectSilence(
    tenantCanReachFluxSystem,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/team-a.yaml
apiVersion: v1
kind: Namespace
metadata: { name: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team-a, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team-a, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: team-a, namespace: flux-system }
spec:
  interval: 10m
  path: ./
  prune: true
  targetNamespace: team-a
  sourceRef: { kind: GitRepository, name: team-a }
`,
  );
});

test('stays silent about a tenant that is an administrator of the cluster', () => {
  expectSilence(
    tenantCanReachFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/infra.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: infra, labels: { toolkit.fluxcd.io/tenant: infra } }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: infra, namespace: flux-system }]
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: infra, namespace: flux-system, labels: { toolkit.fluxcd.io/tenant: infra } }
spec: { interval: 1m, url: https://github.com/example/infra, ref: { branch: main } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { tenantClusterAdmin } from './rule.js';

const TENANT = `apiVersion: v1
kind: Namespace
metadata: { name: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }`;

test('reports the account of a tenant that has all rights in the cluster', () => {
  expectMarks(
    tenantClusterAdmin,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
${TENANT}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: team-a }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: User, name: 'gotk:team-a:reconciler' }
  - { kind: ServiceAccount, name: deployer, namespace: team-a }
  #                               ^^^^^^^^ tenant-cluster-admin: the service account 'team-a/deployer' of a tenant
`,
  );
});

test('reports all accounts of a tenant as a group', () => {
  expectMarks(
    tenantClusterAdmin,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
${TENANT}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: team-a }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: Group, name: 'system:serviceaccounts:team-a' }]
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tenant-cluster-admin: all service accounts
`,
  );
});

test('stays silent on all rights inside of a namespace, fewer rights, and accounts of the platform', () => {
  expectSilence(
    tenantClusterAdmin,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
${TENANT}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: team-a, namespace: team-a }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: team-a, namespace: team-a }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: team-a-crds }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: crd-reader }
subjects: [{ kind: ServiceAccount, name: team-a, namespace: team-a }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: cluster-reconciler-flux-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: kustomize-controller, namespace: flux-system }]
`,
  );
});

test('stays silent on unknown: a variable of a Secret names the namespace', () => {
  expectSilence(
    tenantClusterAdmin,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/team-a.yaml
${TENANT}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: team-a }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: deployer, namespace: '${'$'}{TEAM}' }]
`,
  );
});

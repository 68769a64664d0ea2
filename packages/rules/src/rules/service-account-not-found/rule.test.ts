import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { serviceAccountNotFound } from './rule.js';

const tenant = (account: string, more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/tenant.yaml
apiVersion: v1
kind: Namespace
metadata: { name: apps }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  serviceAccountName: ${account}
${more}`;

const account = (name: string, namespace: string): string => `---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: ${namespace} }
`;

test('reports an account that the cluster does not have', () => {
  expectMarks(
    serviceAccountNotFound,
    repo`${tenant("team-a\n  #                   ^^^^^^ service-account-not-found: HelmRelease 'apps/podinfo' acts as ServiceAccount 'team-a', which its cluster does not have.")}`,
  );
});

test('reports an account that is spelled otherwise, and one of another namespace', () => {
  expectMarks(
    serviceAccountNotFound,
    repo`${tenant("deployr\n  #                   ^^^^^^^ service-account-not-found: there is 'deployer'", account('deployer', 'apps'))}`,
  );
  expectMarks(
    serviceAccountNotFound,
    repo`${tenant("deployer\n  #                   ^^^^^^^^ service-account-not-found: stands in namespace 'flux-system' only", account('deployer', 'flux-system'))}`,
  );
});

test('stays silent where the account exists, is the default one, or is one of another cluster', () => {
  expectSilence(serviceAccountNotFound, repo`${tenant('deployer', account('deployer', 'apps'))}`);
  expectSilence(serviceAccountNotFound, repo`${tenant('default')}`);
  expectSilence(
    serviceAccountNotFound,
    repo`${tenant('deployer\n  kubeConfig: { secretRef: { name: other } }')}`,
  );
});

test('stays silent where a chart may make the account, or the namespace comes from elsewhere', () => {
  expectSilence(
    serviceAccountNotFound,
    repo`${tenant(
      'deployer',
      `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: accounts, namespace: apps }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: accounts } }`,
    )}`,
  );
  expectSilence(serviceAccountNotFound, repo`${tenant('deployer').replace('name: apps }', 'name: other }')}`);
});

test('stays silent on unknown: a repository that is not at hand may bring the account', () => {
  expectSilence(
    serviceAccountNotFound,
    repo`${tenant(
      'deployer',
      `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./tenants, prune: true, sourceRef: { kind: GitRepository, name: shared } }`,
    )}`,
  );
});

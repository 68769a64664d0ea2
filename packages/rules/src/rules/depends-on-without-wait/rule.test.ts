import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { dependsOnWithoutWait } from './rule.js';

const source = 'sourceRef: { kind: GitRepository, name: flux-system }';

const cluster = (more: string, edge = '{ name: infra }', infra = 'kind: HelmRelease'): string => `
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, ${source}, dependsOn: [${edge}] }
# === clusters/prod/infra.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
${more}
# === infra/release.yaml
apiVersion: ${infra === 'kind: HelmRelease' ? 'helm.toolkit.fluxcd.io/v2' : 'v1'}
${infra}
metadata: { name: cert-manager, namespace: infra }
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`;

test('reports a dependency that waits for nothing, once for all its dependents', () => {
  const report = expectMarks(
    dependsOnWithoutWait,
    repo`${cluster(`spec: { interval: 10m, path: ./infra, prune: true, ${source} }
# @1-4 depends-on-without-wait: 'flux-system/apps' and 1 more depend on Flux Kustomization 'flux-system/infra', which does not wait for HelmRelease 'infra/cert-manager'
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, ${source}, dependsOn: [{ name: infra }] }`)}`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a dependency that is told not to wait as a note', () => {
  const report = expectMarks(
    dependsOnWithoutWait,
    repo`${cluster(`spec:
  interval: 10m
  path: ./infra
  prune: true
  wait: false
  #     ^^^^^ depends-on-without-wait
  ${source}`)}`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where the dependency waits, checks, or applies nothing that takes its time', () => {
  const spec = (more: string): string =>
    `spec: { interval: 10m, path: ./infra, prune: true, ${source}${more} }`;
  expectSilence(dependsOnWithoutWait, repo`${cluster(spec(', wait: true'))}`);
  const check =
    '{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: cert-manager, namespace: infra }';
  expectSilence(dependsOnWithoutWait, repo`${cluster(spec(`, healthChecks: [${check}]`))}`);
  expectSilence(dependsOnWithoutWait, repo`${cluster(spec(''), '{ name: infra }', 'kind: ConfigMap')}`);
});

test('stays silent where a condition of its own says when the dependency is ready', () => {
  const edge = '{ name: infra, readyExpr: "dep.metadata.labels.state == self.metadata.labels.state" }';
  expectSilence(
    dependsOnWithoutWait,
    repo`${cluster(`spec: { interval: 10m, path: ./infra, prune: true, ${source} }`, edge)}`,
  );
});

test('stays silent on unknown: the dependency applies what is not at hand', () => {
  expectSilence(
    dependsOnWithoutWait,
    repo`${cluster(`spec: { interval: 10m, path: ./infra, prune: true, sourceRef: { kind: GitRepository, name: shared } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }`)}`,
  );
});

test('stays silent where an app depends on one that applies it, directly or by another one', () => {
  expectSilence(
    dependsOnWithoutWait,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/parent.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: parent, namespace: flux-system }
spec: { interval: 10m, path: ./parent, prune: true, ${source}, dependsOn: [{ name: flux-system }] }
# === parent/child.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: child, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, ${source}, dependsOn: [{ name: flux-system }, { name: parent }] }
# === apps/account.yaml
{ apiVersion: v1, kind: ServiceAccount, metadata: { name: podinfo, namespace: default } }
`,
  );
});

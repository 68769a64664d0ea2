import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { clusterRootOmitsFluxSystem } from './rule.js';

const APPS = `apiVersion: v1
kind: ConfigMap
metadata: { name: apps, namespace: default }`;

test('reports a kustomization file without flux-system', () => {
  const report = expectMarks(
    clusterRootOmitsFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${APPS}
# === clusters/prod/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [apps.yaml]
# @1-9 cluster-root-omits-flux-system: does not include 'clusters/prod/flux-system'
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('stays silent where it is included, or no file says what is', () => {
  expectSilence(
    clusterRootOmitsFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${APPS}
# === clusters/prod/kustomization.yaml
resources: [apps.yaml, flux-system]
`,
  );
  expectSilence(
    clusterRootOmitsFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${APPS}
`,
  );
});

test('stays silent in a repository that stands in a directory of another one', () => {
  expectSilence(
    clusterRootOmitsFluxSystem,
    repo`
${bootstrapped('fleet/clusters/prod', { path: './clusters/prod' })}
# === fleet/clusters/prod/kustomization.yaml
resources: [flux-system]
`,
  );
});

test('stays silent where the path of the sync is flux-system, or another app applies it', () => {
  expectSilence(
    clusterRootOmitsFluxSystem,
    repo`${bootstrapped('clusters/prod', { path: './clusters/prod/flux-system' })}`,
  );
  expectSilence(
    clusterRootOmitsFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux, namespace: flux-system }
spec: { interval: 10m, path: ./clusters/prod/flux-system, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === clusters/prod/kustomization.yaml
resources: [flux.yaml]
`,
  );
});

test('stays silent on unknown: a build with a base that is not at hand', () => {
  expectSilence(
    clusterRootOmitsFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: ["https://github.com/example/fleet//clusters/prod?ref=main"]
`,
  );
});

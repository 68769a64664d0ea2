import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { gotkAndFluxInstance } from './rule.js';

test('reports a FluxInstance with a sync in a bootstrapped cluster', () => {
  const report = expectMarks(
    gotkAndFluxInstance,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.9.4, registry: ghcr.io/fluxcd }
  sync:
# @3-6 gotk-and-flux-instance: sets up the sync of a cluster that 'clusters/prod/flux-system/gotk-sync.yaml' syncs already
    kind: GitRepository
    url: https://github.com/example/fleet
    ref: refs/heads/main
    path: clusters/prod
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a FluxInstance that only installs the controllers, as a warning', () => {
  const report = expectMarks(
    gotkAndFluxInstance,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
# @1-4 gotk-and-flux-instance: installs the controllers that 'clusters/prod/flux-system/gotk-components.yaml' installs already
  distribution: { version: 2.9.4, registry: ghcr.io/fluxcd }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

const INSTANCE = `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.9.4, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
`;

test('stays silent where only one of them is there', () => {
  expectSilence(gotkAndFluxInstance, repo`${bootstrapped('clusters/prod')}`);
  expectSilence(
    gotkAndFluxInstance,
    repo`
# === clusters/prod/flux-system/flux.yaml
${INSTANCE}
`,
  );
});

test('stays silent where the instance goes to another cluster', () => {
  expectSilence(
    gotkAndFluxInstance,
    repo`
${bootstrapped('clusters/hub')}
# === clusters/hub/edge.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: edge, namespace: flux-system }
spec:
  interval: 10m
  path: ./edge
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  kubeConfig: { secretRef: { name: edge } }
# === edge/flux.yaml
${INSTANCE.replace('clusters/prod', 'edge')}
`,
  );
});

test('stays silent on unknown: an instance that no kustomization file takes in', () => {
  expectSilence(
    gotkAndFluxInstance,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
# === clusters/prod/flux-instance.yaml
${INSTANCE.replace('path: clusters/prod', 'path: clusters/other')}
`,
  );
});

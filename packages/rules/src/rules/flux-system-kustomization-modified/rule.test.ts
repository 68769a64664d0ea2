import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { fluxSystemKustomizationModified } from './rule.js';

const PROD = bootstrapped('clusters/prod').replace(/^[\s\S]*?(?=# === \S*gotk-components)/, '');

test('reports what the file has besides what bootstrap writes, as a note', () => {
  const report = expectMarks(
    fluxSystemKustomizationModified,
    repo`
${PROD}
# === clusters/prod/flux-system/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [gotk-components.yaml, gotk-sync.yaml, alerts.yaml]
# @1-9 flux-system-kustomization-modified: has 'resources' and 'labels', which bootstrap does not write
labels: [{ pairs: { team: sre } }]
# === clusters/prod/flux-system/alerts.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: alerts, namespace: flux-system }
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'note', clusters: ['prod'] });
});

test('reports a generated file that is left out', () => {
  const report = expectMarks(
    fluxSystemKustomizationModified,
    repo`
${PROD}
# === clusters/prod/flux-system/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [gotk-components.yaml]
# @1-9 flux-system-kustomization-modified: leaves out 'gotk-sync.yaml'
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a field that renames the objects of Flux', () => {
  const report = expectMarks(
    fluxSystemKustomizationModified,
    repo`
${PROD}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
namePrefix: prod-
# @1-10 flux-system-kustomization-modified: sets 'namePrefix'
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent on the file as bootstrap writes it', () => {
  expectSilence(fluxSystemKustomizationModified, repo`${bootstrapped('clusters/prod')}`);
  expectSilence(
    fluxSystemKustomizationModified,
    repo`
${PROD}
# === clusters/prod/flux-system/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [./gotk-sync.yaml, ./gotk-components.yaml]
`,
  );
});

test('stays silent on unknown: a file that is no YAML, and one that the Flux Operator does not need', () => {
  expectSilence(
    fluxSystemKustomizationModified,
    repo`
${PROD}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml
`,
  );
  expectSilence(
    fluxSystemKustomizationModified,
    repo`
# === clusters/prod/flux-system/kustomization.yaml
resources: [flux.yaml]
# === clusters/prod/flux-system/flux.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.9.4, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
`,
  );
});

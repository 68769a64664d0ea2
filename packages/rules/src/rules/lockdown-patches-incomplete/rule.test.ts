import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { lockdownPatchesIncomplete } from './rule.js';

test('reports what is missing of the flags', () => {
  expectMarks(
    lockdownPatchesIncomplete,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: (kustomize|helm|notification)-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-cross-namespace-refs=true
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lockdown-patches-incomplete: 'kustomize-controller' runs without '--no-remote-bases' and '--default-service-account', 'helm-controller' runs without '--default-service-account'.
`,
  );
});

test('reports a sync that is applied as an account without rights', () => {
  expectMarks(
    lockdownPatchesIncomplete,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-system/gotk-sync.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/fleet, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 10m, path: ./clusters/prod, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# @1-4 lockdown-patches-incomplete: as the service account 'default'
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: (kustomize|helm|notification)-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-cross-namespace-refs=true
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-remote-bases=true
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --default-service-account=default
`,
  );
});

test('stays silent on the whole lockdown', () => {
  expectSilence(
    lockdownPatchesIncomplete,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: (kustomize|helm|notification)-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-cross-namespace-refs=true
  - target: { kind: Deployment, name: kustomize-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-remote-bases=true
  - target: { kind: Deployment, name: (kustomize|helm)-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --default-service-account=default
  - target: { kind: Kustomization, name: flux-system }
    patch: |
      - op: add
        path: /spec/serviceAccountName
        value: kustomize-controller
`,
  );
});

test('stays silent on none of it, and on remote bases that are refused for other reasons', () => {
  expectSilence(
    lockdownPatchesIncomplete,
    repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: kustomize-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-remote-bases=true
`,
  );
});

test('stays silent on unknown: an operator makes the controllers', () => {
  expectSilence(
    lockdownPatchesIncomplete,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
  kustomize:
    patches:
      - target: { kind: Deployment, name: kustomize-controller }
        patch: |
          - op: add
            path: /spec/template/spec/containers/0/args/-
            value: --no-cross-namespace-refs=true
`,
  );
});

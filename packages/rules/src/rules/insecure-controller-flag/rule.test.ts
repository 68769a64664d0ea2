import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { insecureControllerFlag } from './rule.js';

test('reports flags that a patch sets', () => {
  expectMarks(
    insecureControllerFlag,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: kustomize-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --insecure-kubeconfig-exec=true
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ insecure-controller-flag: 'kustomize-controller' runs with '--insecure-kubeconfig-exec'
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --insecure-kubeconfig-tls
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^ insecure-controller-flag
`,
  );
});

test('reports flags in the patches of a FluxInstance', () => {
  expectMarks(
    insecureControllerFlag,
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
      - target: { kind: Deployment, name: helm-controller }
        patch: |
        # @16-16 insecure-controller-flag: FluxInstance 'flux-system/flux' gives '--insecure-kubeconfig-tls'
          - op: add
            path: /spec/template/spec/containers/0/args/-
            value: --insecure-kubeconfig-tls=true
`,
  );
});

test('stays silent on flags that are switched off, and on others', () => {
  expectSilence(
    insecureControllerFlag,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: kustomize-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --insecure-kubeconfig-exec=false
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --no-remote-bases=true
`,
  );
  expectSilence(
    insecureControllerFlag,
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
      - target: { kind: Deployment, name: helm-controller }
        patch: |
          # not --insecure-kubeconfig-tls
          - op: add
            path: /spec/template/spec/containers/0/args/-
            value: --insecure-kubeconfig-tls=false
`,
  );
});

test('stays silent on unknown: the controllers are not in the files', () => {
  expectSilence(
    insecureControllerFlag,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
`,
  );
});

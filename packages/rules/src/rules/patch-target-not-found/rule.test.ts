import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { patchTargetNotFound } from './rule.js';

const app = (name: string, more = ''): string => `# === clusters/prod/${name}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;

const CONFIG = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: default }
data: { a: "1" }`;

test('reports a patch whose target matches nothing', () => {
  expectMarks(
    patchTargetNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app('apps')}
# === apps/kustomization.yaml
resources: [web.yaml]
patches:
- target: { kind: Deployment, name: shop }
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ patch-target-not-found: The patch for 'kind Deployment, name shop'
  patch: |
    - op: remove
      path: /data
# === apps/web.yaml
${CONFIG('web')}
`,
  );
});

test('reports a patch in the spec of a Flux Kustomization, and names what may have been meant', () => {
  const report = expectMarks(
    patchTargetNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app(
  'apps',
  `  patches:
  - target: { kind: ConfigMap, name: front-end }
  #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ patch-target-not-found: there is 'frontend'
    patch: |
      - op: remove
        path: /data`,
)}
# === apps/web.yaml
${CONFIG('frontend')}
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a patch for whatever may be there as a note', () => {
  const report = expectMarks(
    patchTargetNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app('apps')}
# === apps/kustomization.yaml
resources: [web.yaml]
patches:
- target: { kind: Deployment }
#         ^^^^^^^^^^^^^^^^^^^^ patch-target-not-found
  patch: |
    - op: remove
      path: /data
# === apps/web.yaml
${CONFIG('web')}
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where the patch finds its target in one of the builds that have it', () => {
  expectSilence(
    patchTargetNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app('apps')}
${app('shop')}
# === component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
- target: { kind: ConfigMap, name: web }
  patch: |
    - op: replace
      path: /data/a
      value: "2"
# === apps/kustomization.yaml
resources: [web.yaml]
components: [../component]
# === apps/web.yaml
${CONFIG('web')}
# === shop/kustomization.yaml
resources: [shop.yaml]
components: [../component]
# === shop/shop.yaml
${CONFIG('shop')}
`,
  );
});

test('stays silent where bootstrap has not filled in its files yet', () => {
  expectSilence(
    patchTargetNotFound,
    repo`
${bootstrapped('clusters/prod', { components: [] })}
# === clusters/prod/flux-system/gotk-components.yaml
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
- target: { kind: Deployment, name: source-controller }
  patch: |
    - op: remove
      path: /spec
`,
  );
});

test('stays silent on unknown: a remote base may have the target', () => {
  expectSilence(
    patchTargetNotFound,
    repo`
${bootstrapped('clusters/prod')}
${app('apps')}
# === apps/kustomization.yaml
resources: ["https://github.com/example/base?ref=v1"]
patches:
- target: { kind: Deployment, name: web }
  patch: |
    - op: remove
      path: /spec
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { helmValuesInvalid } from './rule.js';

const PROD = bootstrapped('clusters/prod');

const release = (kind = 'ConfigMap'): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: apps }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: web }
  valuesFrom:
  - kind: ${kind}
    name: web-values`;

const generated = `
resources: [flux-system, release.yaml]
configMapGenerator:
- name: web-values
  namespace: apps
  files: [values.yaml]
  options: { disableNameSuffixHash: true }`;

test('reports broken YAML in a file that a generator takes, at its line', () => {
  expectMarks(
    helmValuesInvalid,
    repo`
${PROD}
# === clusters/prod/kustomization.yaml${generated}
# === clusters/prod/values.yaml
a: 1
b: c: 2
# @4-4 helm-values-invalid: HelmRelease 'apps/web'
# === clusters/prod/release.yaml
${release()}
`,
  );
});

test('reports values in a ConfigMap that are no mapping', () => {
  expectMarks(
    helmValuesInvalid,
    repo`
${PROD}
# === clusters/prod/release.yaml
${release()}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web-values, namespace: apps }
data:
  values.yaml: |
    - a
    # @5-7 helm-values-invalid: a list
`,
  );
});

test('reports a Secret by its name only', () => {
  expectMarks(
    helmValuesInvalid,
    repo`
${PROD}
# === clusters/prod/release.yaml
${release('Secret').replace(/ {2}- kind[\s\S]*/, '')}  - kind: Secret
#   ^^^^^^^^^^^^ helm-values-invalid: from a Secret
    name: web-values
---
apiVersion: v1
kind: Secret
metadata: { name: web-values, namespace: apps }
stringData:
  values.yaml: "token: abc: def"
`,
  );
});

test('stays silent on mappings, empty texts, equal keys, and single values at a target path', () => {
  for (const values of ['a: 1', '', '# nothing', 'a: 1\n    a: 2', 'a: 1\n    ---\n    - b']) {
    expectSilence(
      helmValuesInvalid,
      repo`
${PROD}
# === clusters/prod/release.yaml
${release()}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web-values, namespace: apps }
data:
  values.yaml: |
    ${values}
`,
    );
  }
  expectSilence(
    helmValuesInvalid,
    repo`
${PROD}
# === clusters/prod/release.yaml
${release()}
    targetPath: a
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web-values, namespace: apps }
data: { values.yaml: "b: c: d" }
`,
  );
});

test('stays silent on unknown: variables and objects that are not in the files', () => {
  expectSilence(
    helmValuesInvalid,
    repo`
${PROD}
# === clusters/prod/release.yaml
${release()}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./apps
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: gone }] }
# === apps/values.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-values, namespace: apps }
data:
  values.yaml: |
    ${'$'}{values}
`,
  );
});

test('reports as a warning what no cluster applies', () => {
  const report = expectMarks(
    helmValuesInvalid,
    repo`
# === apps/web/kustomization.yaml
resources: [release.yaml]
configMapGenerator:
- name: web-values
  namespace: apps
  files: [values.yaml]
  options: { disableNameSuffixHash: true }
# === apps/web/values.yaml
a: 1
b: c: 2
# @4-4 helm-values-invalid: HelmRelease 'apps/web'
# === apps/web/release.yaml
${release()}
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

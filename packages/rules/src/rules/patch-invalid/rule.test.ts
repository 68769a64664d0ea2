import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { patchInvalid } from './rule.js';

test('reports a patch for an object that the build does not have', () => {
  expectMarks(
    patchInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
patches:
- path: patch.yaml
# === clusters/prod/patch.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: website, namespace: default }
#                 ^^^^^^^ patch-invalid: No object matches the patch for ConfigMap 'default/website'
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('reports a patch that is of neither kind', () => {
  expectMarks(
    patchInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
patches:
- target: { kind: ConfigMap, name: web }
  patch: just text
  #      ^^^^^^^^^ patch-invalid: neither a strategic merge patch nor a JSON patch
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('reports a JSON patch without a target', () => {
  expectMarks(
    patchInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
patches:
- { patch: '[{ "op": "remove", "path": "/data" }]' }
# @3-52 patch-invalid: needs a target
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('reports an operation on a field that is not there', () => {
  expectMarks(
    patchInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
patches:
- target: { kind: ConfigMap, name: web }
  patch: |
    - op: remove
    # @7-16 patch-invalid: there is no '/data' to remove
      path: /data
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on patches that fit', () => {
  expectSilence(
    patchInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
patches:
- target: { kind: ConfigMap, name: web }
  patch: |
    - op: add
      path: /data
      value: { a: b }
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: a remote base may have the object', () => {
  expectSilence(
    patchInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
patches:
- patch: |
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: web, namespace: default }
    data: { a: b }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { kustomizeResourceNotFound } from '../kustomize-resource-not-found/rule.js';
import { kustomizeBuildFailed } from './rule.js';

test('reports a replacement without a source', () => {
  expectMarks(
    kustomizeBuildFailed,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
replacements:
- source: { kind: ConfigMap, name: website }
  #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kustomize-build-failed: No object matches the source
  targets: [{ select: { kind: ConfigMap, name: web }, fieldPaths: [data.a] }]
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('reports objects that a namespace makes equal', () => {
  expectMarks(
    kustomizeBuildFailed,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
namespace: web
#          ^^^ kustomize-build-failed: there are two objects
resources: [config.yaml]
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: other }
`,
  );
});

test('reports nothing that a rule of its own stands for', () => {
  expectMarks(
    kustomizeBuildFailed,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web.yaml]
#                        ^^^^^^^^ kustomize-resource-not-found
`,
    { with: [kustomizeResourceNotFound] },
  );
});

test('stays silent on a build that goes through', () => {
  expectSilence(
    kustomizeBuildFailed,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
namePrefix: a-
resources: [config.yaml]
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: a remote base may have the source', () => {
  expectSilence(
    kustomizeBuildFailed,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
replacements:
- source: { kind: ConfigMap, name: website }
  targets: [{ select: { kind: ConfigMap, name: web }, fieldPaths: [data.a] }]
`,
  );
});

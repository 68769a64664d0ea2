import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { kustomizeCycle } from './rule.js';

test('reports kustomizations that include each other', () => {
  expectMarks(
    kustomizeCycle,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../a]
# === a/kustomization.yaml
resources: [../b]
# === b/kustomization.yaml
resources: [../a]
#           ^^^^ kustomize-cycle
`,
  );
});

test('reports a kustomization that includes the directory above it', () => {
  expectMarks(
    kustomizeCycle,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../a]
# === a/kustomization.yaml
resources: [b]
# === a/b/kustomization.yaml
resources: [..]
#           ^^ kustomize-cycle
`,
  );
});

test('stays silent where two kustomizations share a base', () => {
  expectSilence(
    kustomizeCycle,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../a, ../../b]
# === a/kustomization.yaml
namePrefix: a-
resources: [../base]
# === b/kustomization.yaml
namePrefix: b-
resources: [../base]
# === base/kustomization.yaml
resources: [config.yaml]
# === base/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: what a remote base includes', () => {
  expectSilence(
    kustomizeCycle,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
`,
  );
});

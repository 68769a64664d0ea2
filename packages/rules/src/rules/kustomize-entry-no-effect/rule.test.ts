import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { kustomizeEntryNoEffect } from './rule.js';

const CONFIG = `# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
data: { a: "1", b: "2" }`;

test('reports a replacement whose target matches nothing', () => {
  expectMarks(
    kustomizeEntryNoEffect,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
replacements:
- source: { kind: ConfigMap, name: web, fieldPath: data.a }
  targets:
  - select: { kind: Deployment, name: shop }
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kustomize-entry-no-effect: no object for 'kind Deployment, name shop'
    fieldPaths: [metadata.name]
${CONFIG}
`,
  );
});

test('reports an image without a change, options without a generator, and labels without pairs', () => {
  expectMarks(
    kustomizeEntryNoEffect,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
images:
- name: nginx
  #     ^^^^^ kustomize-entry-no-effect: The entry for the image 'nginx'
generatorOptions: { disableNameSuffixHash: true }
# @1-16 kustomize-entry-no-effect: the file has no generator
labels:
- includeSelectors: false
# @3-25 kustomize-entry-no-effect: it has no pairs
${CONFIG}
`,
  );
});

test('stays silent where the entries change something', () => {
  expectSilence(
    kustomizeEntryNoEffect,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
replacements:
- source: { kind: ConfigMap, name: web, fieldPath: data.a }
  targets:
  - select: { kind: ConfigMap, name: web }
    fieldPaths: [data.b]
images:
- name: ghcr.io/example/web
  newTag: v2
generatorOptions: { disableNameSuffixHash: true }
configMapGenerator:
- name: made
  literals: [a=b]
labels:
- pairs: { team: web }
${CONFIG}
`,
  );
});

test('stays silent on an image that a Flux Kustomization completes', () => {
  expectSilence(
    kustomizeEntryNoEffect,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec:
  interval: 10m
  path: ./web
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  images: [{ name: nginx, newTag: v2 }]
# === web/kustomization.yaml
resources: [pod.yaml]
images: [{ name: nginx }]
# === web/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default }
spec: { containers: [{ name: web, image: nginx }] }
`,
  );
});

test('stays silent on kustomizations that no cluster applies', () => {
  expectSilence(
    kustomizeEntryNoEffect,
    repo`
${bootstrapped('clusters/prod')}
# === old/kustomization.yaml
resources: []
images:
- name: nginx
`,
  );
});

test('stays silent on unknown: a remote base may have the target', () => {
  expectSilence(
    kustomizeEntryNoEffect,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml, "https://github.com/example/base?ref=v1"]
replacements:
- source: { kind: ConfigMap, name: web, fieldPath: data.a }
  targets:
  - select: { kind: Deployment, name: shop }
    fieldPaths: [metadata.name]
${CONFIG}
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { imageOverrideNoMatch } from './rule.js';

const app = (more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;

const POD = `# === apps/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default }
spec:
  containers:
  - name: web
    image: ghcr.io/example/web:v1`;

test('reports an image that no container has', () => {
  expectMarks(
    imageOverrideNoMatch,
    repo`
${app()}
# === apps/kustomization.yaml
resources: [pod.yaml]
images:
- name: registry.example.com/something/else
  #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ image-override-no-match: has the image 'registry.example.com/something/else'.
  newTag: v2
${POD}
`,
  );
});

test('reports an image in the spec of a Flux Kustomization, and names the one with another registry', () => {
  expectMarks(
    imageOverrideNoMatch,
    repo`
${app(`  images:
  - name: example/web
    #     ^^^^^^^^^^^ image-override-no-match: there is 'ghcr.io/example/web'
    newTag: v2`)}
${POD}
`,
  );
});

test('stays silent where a container has the image', () => {
  expectSilence(
    imageOverrideNoMatch,
    repo`
${app()}
# === apps/kustomization.yaml
resources: [pod.yaml]
images:
- name: ghcr.io/example/web
  newTag: v2
${POD}
`,
  );
});

test('stays silent on unknown: a remote base may have the image', () => {
  expectSilence(
    imageOverrideNoMatch,
    repo`
${app()}
# === apps/kustomization.yaml
resources: ["https://github.com/example/base?ref=v1"]
images:
- name: ghcr.io/example/web
  newTag: v2
`,
  );
});

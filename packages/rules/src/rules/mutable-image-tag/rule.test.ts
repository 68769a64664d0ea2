import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { mutableImageTag } from './rule.js';

test('reports images without a tag, and with the tag latest', () => {
  expectMarks(
    mutableImageTag,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/shop.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: shop, namespace: shop }
spec:
  template:
    spec:
      initContainers:
        - name: init
          image: registry.example.org:5000/init
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mutable-image-tag: without a tag
      containers:
        - name: shop
          image: registry.example.org/shop:latest
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mutable-image-tag: which is whatever was pushed last
`,
  );
});

test('stays silent on versions, digests and images that a kustomization names', () => {
  expectSilence(
    mutableImageTag,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, shop.yaml]
images: [{ name: shop, newTag: 1.0.0 }]
# === clusters/prod/shop.yaml
apiVersion: v1
kind: Pod
metadata: { name: shop, namespace: shop }
spec:
  containers:
    - { name: a, image: shop }
    - { name: b, image: "b@sha256:${'0'.repeat(64)}" }
    - { name: c, image: "c:1" }
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows', () => {
  expectSilence(
    mutableImageTag,
    repo`
# === bases/shop.yaml
apiVersion: v1
kind: Pod
metadata: { name: shop, namespace: shop }
spec: { containers: [{ name: shop, image: "${'$'}{IMAGE}" }] }
`,
  );
});

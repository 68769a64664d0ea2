import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { imageAddressInvalid } from './rule.js';

test('reports tags, schemes and upper-case letters', () => {
  expectMarks(
    imageAddressInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  url: oci://registry.example.org:5000/shop:1.2.3
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ image-address-invalid: has the tag '1.2.3'
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  image: oci://registry.example.org/shop
  #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ image-address-invalid: has the scheme 'oci://'
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: cart, namespace: flux-system }
spec:
  interval: 10m
  image: registry.example.org/Shop/cart
  #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ image-address-invalid: 'Shop' has upper-case letters
`,
  );
});

test('stays silent on addresses with a port, and of the default registry', () => {
  expectSilence(
    imageAddressInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: shop, namespace: flux-system }
spec: { interval: 10m, url: "oci://localhost:5000/shop/a_b--c" }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: shop, namespace: flux-system }
spec: { interval: 10m, image: nginx }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: cart, namespace: flux-system }
spec: { interval: 10m, image: "registry.example.org:5000/cart" }
`,
  );
});

test('stays silent on unknown: an address with a variable', () => {
  expectSilence(
    imageAddressInvalid,
    repo`
# === bases/sources.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: shop, namespace: flux-system }
spec: { interval: 10m, image: "${'$'}{REGISTRY}/shop" }
`,
  );
});

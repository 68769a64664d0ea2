import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { imagePolicyMarkerInvalid } from './rule.js';

const AUTOMATION = `
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: all, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: flux-system }
  git: { commit: { author: { email: flux@example.com } } }
  update: { path: ./clusters/prod, strategy: Setters }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: web, namespace: flux-system }
spec: { imageRepositoryRef: { name: web }, policy: { semver: { range: 1.x } } }
`;

const pods = (line: string): string => `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
${line}`;

test('reports markers that are no JSON, and names that are none', () => {
  expectMarks(
    imagePolicyMarkerInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${AUTOMATION}
# === clusters/prod/a.yaml
${pods(`      image: web:1.0.0 # {'$imagepolicy': 'flux-system:web'}`)}
# @24-60 image-policy-marker-invalid: looks like a marker
# === clusters/prod/b.yaml
${pods(`      image: web:1.0.0 # {"$imagePolicy": "flux-system:web"}`)}
# @24-60 image-policy-marker-invalid: looks like a marker
# === clusters/prod/c.yaml
${pods(`      image: web:1.0.0 # {"$imagepolicy": "flux-system/web"}`)}
# @24-60 image-policy-marker-invalid: names 'flux-system/web'
# === clusters/prod/d.yaml
${pods(`      image: web:1.0.0 # {"$imagepolicy": "flux-system:web:version"}`)}
# @24-68 image-policy-marker-invalid: names 'flux-system:web:version'
`,
  );
});

test('reports markers that stand on no value, and values that do not fit', () => {
  expectMarks(
    imagePolicyMarkerInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${AUTOMATION}
# === clusters/prod/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: versions, namespace: shop } # {"$imagepolicy": "flux-system:web"}
# @47-83 image-policy-marker-invalid: does not stand on a single value
data:
  # {"$imagepolicy": "flux-system:web"}
# @3-39 image-policy-marker-invalid: does not stand on a single value
  web: 1.0.0
  image: web:1.0.0 # {"$imagepolicy": "flux-system:web:tag"}
# @20-60 image-policy-marker-invalid: sets only the tag, but stands on a whole image
  tag: 1.0.0 # {"$imagepolicy": "flux-system:web"}
# @14-50 image-policy-marker-invalid: sets a whole image, but stands on a tag
`,
  );
});

test('reports policies that the automation does not find, or that keep no digest', () => {
  const report = expectMarks(
    imagePolicyMarkerInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${AUTOMATION}
# === clusters/prod/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: versions, namespace: shop }
data:
  web: 1.0.0 # {"$imagepolicy": "flux-system:wbe:tag"}
# @14-54 image-policy-marker-invalid: names the image policy 'flux-system:wbe:tag'
  app: 1.0.0 # {"$imagepolicy": "shop:web:tag"}
# @14-47 image-policy-marker-invalid: names the image policy 'shop:web:tag'
  digest: sha256:1 # {"$imagepolicy": "flux-system:web:digest"}
# @20-63 image-policy-marker-invalid: keeps no digest
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('stays silent for markers that work, for prose and for lines that are commented out', () => {
  expectSilence(
    imagePolicyMarkerInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${AUTOMATION}
# === clusters/prod/a.yaml
# Images are updated by markers such as {"$imagepolicy": "ns:policy"}.
apiVersion: v1
kind: ConfigMap
metadata: { name: versions, namespace: shop }
data:
  image: example.com/web:1.0.0 # {"$imagepolicy": "flux-system:web"}
  tag: "1.0.0" # {"$imagepolicy": "flux-system:web:tag"}
  name: example.com/web # {"$imagepolicy": "flux-system:web:name"}
  # old: 1.0.0 # {"$imagepolicy": "flux-system:gone:tag"}
  text: |
    # {'$imagepolicy': 'not a comment'}
`,
  );
});

test('stays silent on unknown: a policy can come from a repository that is not at hand', () => {
  expectSilence(
    imagePolicyMarkerInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${AUTOMATION}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: policies, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/policies, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: policies, namespace: flux-system }
spec: { interval: 10m, path: ./, prune: true, sourceRef: { kind: GitRepository, name: policies } }
# === clusters/prod/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: versions, namespace: shop }
data:
  app: 1.0.0 # {"$imagepolicy": "flux-system:app:tag"}
`,
  );
});

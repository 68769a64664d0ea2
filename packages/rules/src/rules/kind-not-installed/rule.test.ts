import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { kindNotInstalled } from './rule.js';

const IMAGES = `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { image: ghcr.io/stefanprodan/podinfo, interval: 5m }`;

test('reports a kind whose controller bootstrap did not install', () => {
  expectMarks(
    kindNotInstalled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
#     ^^^^^^^^^^^^^^^ kind-not-installed: needs the component 'image-reflector-controller'
metadata: { name: podinfo, namespace: flux-system }
spec: { image: ghcr.io/stefanprodan/podinfo, interval: 5m }
---
apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
#     ^^^^^^^^^^^^^^^^^ kind-not-installed: needs the component 'source-watcher'
metadata: { name: podinfo, namespace: flux-system }
spec: { sources: [], artifacts: [] }
`,
  );
});

test('reports a kind that a FluxInstance does not list', () => {
  expectMarks(
    kindNotInstalled,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
#     ^^^^^^^^^^^ kind-not-installed
metadata: { name: podinfo, namespace: flux-system }
spec: { imageRepositoryRef: { name: podinfo }, policy: { semver: { range: 6.x } } }
`,
  );
});

test('stays silent where the component is installed', () => {
  const components = ['source-controller', 'kustomize-controller', 'image-reflector-controller'];
  expectSilence(
    kindNotInstalled,
    repo`
${bootstrapped('clusters/prod', { components })}
# === clusters/prod/images.yaml
${IMAGES}
`,
  );
});

test('stays silent where the definition of the kind is in the cluster', () => {
  expectSilence(
    kindNotInstalled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${IMAGES}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: imagerepositories.image.toolkit.fluxcd.io }
spec:
  group: image.toolkit.fluxcd.io
  names: { kind: ImageRepository, plural: imagerepositories }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }]
`,
  );
});

test('stays silent where a chart installs Flux', () => {
  expectSilence(
    kindNotInstalled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${IMAGES}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: image-automation, namespace: flux-system }
spec:
  interval: 1h
  chart: { spec: { chart: flux2, sourceRef: { kind: HelmRepository, name: community } } }
`,
  );
});

test('stays silent on unknown: nothing says which components there are', () => {
  expectSilence(
    kindNotInstalled,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/images.yaml
${IMAGES}
`,
  );
});

test('reports no more than a note where a repository that is not at hand may bring the component', () => {
  const report = expectMarks(
    kindNotInstalled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/platform.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: platform, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/platform, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: platform, namespace: flux-system }
spec: { interval: 10m, path: ./flux, prune: true, sourceRef: { kind: GitRepository, name: platform } }
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
#     ^^^^^^^^^^^^^^^ kind-not-installed
metadata: { name: podinfo, namespace: flux-system }
spec: { image: ghcr.io/stefanprodan/podinfo, interval: 5m }
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

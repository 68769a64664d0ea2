import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { removedApiVersion } from './rule.js';

test('reports a version that the Flux of the cluster does not serve, and changes it', () => {
  const report = expectMarks(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ removed-api-version: which Flux v2.9.4 does not serve any more; use kustomize.toolkit.fluxcd.io/v1.
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
  expect(report.findings[0]?.fix?.safety).toBe('safe');
});

test('reports a version whose fields are gone as well without a safe change', () => {
  const report = expectMarks(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ removed-api-version
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  validation: client
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
  expect(report.findings[0]?.fix).toBeUndefined();
});

test('reports a version that the definition in the cluster does not have', () => {
  expectMarks(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.7.5' })}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ removed-api-version
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: kustomizations.kustomize.toolkit.fluxcd.io }
spec:
  group: kustomize.toolkit.fluxcd.io
  names: { kind: Kustomization, plural: kustomizations }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }]
`,
  );
});

test('reports no more than a warning where nothing says which Flux the cluster runs', () => {
  const report = expectMarks(
    removedApiVersion,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2beta1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ removed-api-version: Flux 2.9, the newest that is known
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent on what is served: by the newest Flux, by an older one, and by the definition in the cluster', () => {
  expectSilence(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === clusters/prod/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [flux-system, apps.yaml]
`,
  );
  expectSilence(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.6.4' })}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
  expectSilence(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: kustomizations.kustomize.toolkit.fluxcd.io }
spec:
  group: kustomize.toolkit.fluxcd.io
  names: { kind: Kustomization, plural: kustomizations }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }, { name: v1beta2, served: true, storage: false }]
`,
  );
});

test('stays silent on unknown: a variable of a Secret gives the version', () => {
  expectSilence(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/${'$'}{VERSION}
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: podinfo } }
`,
  );
});

test('changes the version and nothing else', () => {
  const text = (version: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
# The apps.
apiVersion: kustomize.toolkit.fluxcd.io/${version} # by hand
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
  expectFix(removedApiVersion, parseRepo(text('v1beta1')), parseRepo(text('v1')).files);
});

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2beta1
kind: HelmRelease
metadata: { name: web, namespace: default }
spec: { interval: 5m, chart: { spec: { chart: web, sourceRef: { kind: HelmRepository, name: web } } } }
`;

test('stays silent on an overlay that no cluster applies, where one with an older Flux applies its base', () => {
  expectSilence(
    removedApiVersion,
    repo`
${bootstrapped('clusters/prod', { version: 'v0.31.0' })}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === base/kustomization.yaml
resources: [release.yaml]
# === base/release.yaml
${RELEASE}
# === overlays/next/kustomization.yaml
resources: [../../base]
`,
  );
});

test('offers no fix that another cluster with the same file could not read', () => {
  const both = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/old', { version: 'v0.31.0' })}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === clusters/old/kustomization.yaml
resources: [flux-system, ../../base]
# === base/kustomization.yaml
resources: [release.yaml]
# === base/release.yaml
${RELEASE}
`;
  expectFix(removedApiVersion, both, {});
});

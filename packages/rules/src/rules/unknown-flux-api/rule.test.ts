import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { unknownFluxApi } from './rule.js';

test('reports a version that never existed', () => {
  expectMarks(
    unknownFluxApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/alerts.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-flux-api: Alert 'flux-system/alerts' is written in notification.toolkit.fluxcd.io/v1, which never existed; use notification.toolkit.fluxcd.io/v1beta3.
kind: Alert
metadata: { name: alerts, namespace: flux-system }
spec: { providerRef: { name: slack }, eventSources: [{ kind: Kustomization, name: '*' }] }
`,
  );
});

test('reports a kind that is spelled almost right', () => {
  expectMarks(
    unknownFluxApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepositry
#     ^^^^^^^^^^^^ unknown-flux-api: There is no kind GitRepositry
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: main } }
`,
  );
});

test('reports a kind of another group', () => {
  expectMarks(
    unknownFluxApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-flux-api: must be written in source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: apps, namespace: flux-system }
spec: { sources: [], artifacts: [] }
`,
  );
});

test('stays silent on kinds of Flux, of kustomize, and of the cluster itself', () => {
  expectSilence(
    unknownFluxApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [flux-system, sources.yaml]
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: main } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gitrepositries.source.toolkit.fluxcd.io }
spec:
  group: source.toolkit.fluxcd.io
  names: { kind: GitRepositry, plural: gitrepositries }
  scope: Namespaced
  versions: [{ name: v9, served: true, storage: true }]
---
apiVersion: source.toolkit.fluxcd.io/v9
kind: GitRepositry
metadata: { name: own, namespace: flux-system }
`,
  );
});

test('stays silent on unknown: a kind that a later Flux may have brought, and a version from a Secret', () => {
  expectSilence(
    unknownFluxApi,
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
# === apps/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: TerraformRegistry
metadata: { name: modules, namespace: flux-system }
---
apiVersion: helm.toolkit.fluxcd.io/${'$'}{VERSION}
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
`,
  );
});

test('reports a version that never existed beside a definition in the cluster', () => {
  expectMarks(
    unknownFluxApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/crd.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: receivers.notification.toolkit.fluxcd.io }
spec:
  group: notification.toolkit.fluxcd.io
  names: { kind: Receiver, plural: receivers }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }]
# === clusters/prod/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta9
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-flux-api: never existed; use notification.toolkit.fluxcd.io/v1.
kind: Receiver
metadata: { name: hook, namespace: flux-system }
spec: { type: generic }
`,
  );
});

test.for(['\\${SOURCE_API:-v1}', '\\${SOURCE_API}', '{{ version }}'])(
  'stays silent on unknown: the version is filled in as %s',
  (version) => {
    expectSilence(
      unknownFluxApi,
      repo`
# === library/source.yaml
apiVersion: "source.toolkit.fluxcd.io/${version}"
kind: GitRepository
metadata: { name: web, namespace: default }
spec: { interval: 5m, url: "https://example.com/web.git" }
`,
    );
  },
);

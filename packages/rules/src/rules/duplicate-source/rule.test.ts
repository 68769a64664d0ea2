import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { duplicateSource } from './rule.js';

test('reports sources of one namespace that differ in what does not matter', () => {
  expectMarks(
    duplicateSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo-charts, namespace: flux-system }
#                 ^^^^^^^^^^^^^^ duplicate-source: 'flux-system/podinfo-charts' fetches the same as 'flux-system/podinfo'
spec: { url: https://stefanprodan.github.io/podinfo/, timeout: 2m, interval: 5m }
`,
  );
});

test('reports what stands beside the source that bootstrap wrote', () => {
  expectMarks(
    duplicateSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/a-source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: fleet, namespace: flux-system }
#                 ^^^^^ duplicate-source: fetches the same as 'flux-system/flux-system'
spec:
  interval: 5m
  url: https://github.com/example/fleet
  ref: { branch: main }
  secretRef: { name: flux-system }
`,
  );
});

test('stays silent on what is different: namespace, ref, credentials, shard', () => {
  expectSilence(
    duplicateSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: private, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo, secretRef: { name: podinfo } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: shard, namespace: flux-system, labels: { sharding.fluxcd.io/key: one } }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: main } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: next } }
`,
  );
});

test('stays silent on sources that belong to apps of their own', () => {
  expectSilence(
    duplicateSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: one, namespace: flux-system }
spec: { interval: 10m, path: ./apps/one, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: two, namespace: flux-system }
spec: { interval: 10m, path: ./apps/two, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/one/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: apps }
spec: { interval: 1h, url: oci://ghcr.io/example/app-template, ref: { tag: 4.0.0 } }
# === apps/two/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: apps }
spec: { interval: 1h, url: oci://ghcr.io/example/app-template, ref: { tag: 4.0.0 } }
`,
  );
});

test('stays silent on unknown: a variable of a Secret may make the difference', () => {
  expectSilence(
    duplicateSource,
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
kind: OCIRepository
metadata: { name: one, namespace: apps }
spec: { interval: 1h, url: oci://ghcr.io/example/app, ref: { tag: '${'$'}{TAG}' } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: apps }
spec: { interval: 1h, url: oci://ghcr.io/example/app, ref: { tag: '${'$'}{TAG}' } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { fluxV1Leftover } from './rule.js';

test('reports objects, annotations and files of Flux v1', () => {
  expectMarks(
    fluxV1Leftover,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: helm.fluxcd.io/v1
#           ^^^^^^^^^^^^^^^^^ flux-v1-leftover: HelmRelease 'apps/podinfo' is of the group helm.fluxcd.io
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { releaseName: podinfo }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: apps
  annotations:
    fluxcd.io/automated: 'true'
    # @5-23 flux-v1-leftover: has 'fluxcd.io/automated' and 'fluxcd.io/tag.web' for Flux v1
    fluxcd.io/tag.web: semver:~1.0
# === .flux.yaml
version: 1
# @1-10 flux-v1-leftover: told Flux v1
`,
  );
});

test('stays silent on what belongs to Flux v2, and beside a Helm operator that still runs', () => {
  expectSilence(
    fluxV1Leftover,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: apps
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
    reconcile.fluxcd.io/requestedAt: now
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: helmreleases.helm.fluxcd.io }
spec: { group: helm.fluxcd.io, names: { kind: HelmRelease, plural: helmreleases }, scope: Namespaced, versions: [] }
---
apiVersion: helm.fluxcd.io/v1
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { releaseName: podinfo }
`,
  );
});

test('stays silent on unknown: no cluster of the repository is known to run Flux v2', () => {
  expectSilence(
    fluxV1Leftover,
    repo`
# === .flux.yaml
version: 1
# === apps/web.yaml
apiVersion: helm.fluxcd.io/v1
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { releaseName: podinfo }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { nameTooLong } from './rule.js';

test('reports names of apps with more than 63 characters', () => {
  expectMarks(
    nameTooLong,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: observability-kube-prometheus-stack-custom-resource-definitions-0
  #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ name-too-long: has 65 characters
  namespace: flux-system
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: observability-kube-prometheus-stack-custom-resource-definitions-0
  #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ name-too-long: HelmRelease 'apps/
  namespace: apps
spec: { interval: 10m, releaseName: short, chartRef: { kind: OCIRepository, name: chart } }
`,
  );
});

test('reports a name that only its prefix makes too long', () => {
  expectMarks(
    nameTooLong,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../apps]
# === apps/kustomization.yaml
resources: [release.yaml]
namePrefix: observability-kube-prometheus-
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ name-too-long
# === apps/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: stack-custom-resource-definitions-0, namespace: apps }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: chart } }
`,
  );
});

test('stays silent on 63 characters, and on other kinds', () => {
  expectSilence(
    nameTooLong,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: observability-kube-prometheus-stack-custom-resource-definitions, namespace: apps }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: chart } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: observability-kube-prometheus-stack-custom-resource-definitions-0, namespace: apps }
spec: { interval: 10m, url: oci://ghcr.io/example/chart }
`,
  );
});

test('stays silent on unknown: a variable is a part of the name', () => {
  expectSilence(
    nameTooLong,
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
# === apps/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: 'stack-${'$'}{THE_NAME_OF_A_VARIABLE_THAT_IS_ITSELF_MUCH_LONGER_THAN_ITS_VALUE}', namespace: apps }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: chart } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { unusedSource } from './rule.js';

test('reports a source that nothing refers to', () => {
  expectMarks(
    unusedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 1h
  chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo, namespace: flux-system } } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: old, namespace: flux-system }
#                 ^^^ unused-source: uses HelmRepository 'flux-system/old'
spec: { interval: 1h, url: https://charts.example.com }
`,
  );
});

test('reports it although a published base is not at hand', () => {
  expectMarks(
    unusedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, sources.yaml, 'https://github.com/kubernetes-sigs/gateway-api//config/crd?ref=v1.3.0']
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: old, namespace: flux-system }
#                 ^^^ unused-source
spec: { interval: 1h, url: https://charts.example.com }
`,
  );
});

test('stays silent on what is used, by Flux and by other tools', () => {
  expectSilence(
    unusedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 1h
  chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo, namespace: flux-system } } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: modules, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/modules, ref: { tag: v1 } }
---
apiVersion: infra.contrib.fluxcd.io/v1alpha2
kind: Terraform
metadata: { name: network, namespace: flux-system }
spec: { interval: 1h, path: ./network, sourceRef: { kind: GitRepository, name: modules } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: hooked, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/hooked, ref: { tag: v1 } }
---
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: hooked, namespace: flux-system }
spec: { type: github, secretRef: { name: hook }, resources: [{ kind: GitRepository, name: hooked }] }
`,
  );
});

test('stays silent where an app is not rendered as it should be', () => {
  expectSilence(
    unusedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, sources.yaml, podinfo.yaml]
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
`,
  );
});

test('stays silent on unknown: a repository that is not at hand, or an unknown name, may use it', () => {
  expectSilence(
    unusedSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/apps, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./prod, prune: true, sourceRef: { kind: GitRepository, name: apps } }
`,
  );
  expectSilence(
    unusedSource,
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
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 1h, chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: '${'$'}{CHARTS}' } } } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { crdUpgradeSkipped } from './rule.js';

test('reports definitions that are installed, but not upgraded', () => {
  expectMarks(
    crdUpgradeSkipped,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/operator.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: operator, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: operator }
  install:
    crds: CreateReplace
    #     ^^^^^^^^^^^^^ crd-upgrade-skipped: sets 'install.crds' to 'CreateReplace', but not 'upgrade.crds'
`,
  );
});

test('reports charts that are known to bring definitions', () => {
  expectMarks(
    crdUpgradeSkipped,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/monitoring.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: monitoring, namespace: monitoring }
spec:
  interval: 30m
  upgrade: { timeout: 10m }
# @3-9 crd-upgrade-skipped: of the chart 'kube-prometheus-stack'
  chart:
    spec: { chart: kube-prometheus-stack, sourceRef: { kind: HelmRepository, name: prometheus } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: traefik, namespace: ingress }
spec: { interval: 1h, url: oci://ghcr.io/traefik/helm/traefik, ref: { semver: 38.x } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: traefik, namespace: ingress }
spec: { interval: 30m, chartRef: { kind: OCIRepository, name: traefik } }
# @1-4 crd-upgrade-skipped: of the chart 'traefik'
`,
  );
});

test('stays silent where upgrades say what to do, where others bring the definitions, and for charts without any', () => {
  expectSilence(
    crdUpgradeSkipped,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/monitoring.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: monitoring, namespace: monitoring }
spec:
  interval: 30m
  install: { crds: CreateReplace }
  upgrade: { crds: Skip }
  chart: { spec: { chart: kube-prometheus-stack, sourceRef: { kind: HelmRepository, name: prometheus } } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: second, namespace: monitoring }
spec:
  interval: 30m
  install: { crds: Skip }
  chart: { spec: { chart: kube-prometheus-stack, sourceRef: { kind: HelmRepository, name: prometheus } } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: third, namespace: monitoring }
spec:
  interval: 30m
  chart: { spec: { chart: kube-prometheus-stack, sourceRef: { kind: HelmRepository, name: prometheus } } }
  values: { crds: { enabled: false } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo } } } }
`,
  );
});

test('stays silent on unknown: the policy is a variable that only the cluster knows', () => {
  expectSilence(
    crdUpgradeSkipped,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/operator.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: operator, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: operator }
  install: { crds: CreateReplace }
  upgrade: { crds: "$${'{CRDS}'}" }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { deprecatedField } from './rule.js';

test('reports fields of Flux objects', () => {
  expectMarks(
    deprecatedField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 1h
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { skipCRDs: true }
  #          ^^^^^^^^ deprecated-field: write 'install.crds: Skip'
  rollback: { recreate: true }
  #           ^^^^^^^^ deprecated-field: The deprecated field 'spec.rollback.recreate' of HelmRelease is set: Helm 4 does nothing with it.
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: alerts, namespace: flux-system }
spec: { summary: production, providerRef: { name: slack }, eventSources: [{ kind: Kustomization, name: '*' }] }
#       ^^^^^^^ deprecated-field
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: slack, namespace: flux-system }
spec: { type: slack, proxy: https://proxy.example.com }
#                    ^^^^^ deprecated-field
`,
  );
});

test('reports a patch that sets a field on many objects once', () => {
  expectMarks(
    deprecatedField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
  - target: { kind: HelmRelease }
    patch: |
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: any }
      spec:
        install:
          skipCRDs: true
          # @11-18 deprecated-field
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: one, namespace: apps }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: one } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: two, namespace: apps }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: two } }
`,
  );
});

test('stays silent on current fields, and where an older Flux has nothing else', () => {
  expectSilence(
    deprecatedField,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.6.4' })}
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, install: { crds: Skip }, rollback: { recreate: true } }
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: slack, namespace: flux-system }
spec: { type: slack, proxy: https://proxy.example.com }
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
labels: [{ pairs: { team: a } }]
`,
  );
});

test('stays silent on unknown: the version of Flux is not in the files, and no cluster applies the object', () => {
  expectSilence(
    deprecatedField,
    repo`
${bootstrapped('clusters/prod')}
# === elsewhere/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: podinfo }
spec:
  interval: 1h
  chartRef: { kind: OCIRepository, name: podinfo }
  install: { skipCRDs: true }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { missingRequiredField } from './rule.js';

test('reports what a Flux Kustomization lacks, in one finding', () => {
  const report = expectMarks(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
# @1-4 missing-required-field: Kustomization 'flux-system/apps' lacks 'spec.interval' and 'spec.prune', which are required
  path: ./apps
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a field that is there without a value, and one of an entry of a list', () => {
  expectMarks(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
# @1-4 missing-required-field: lacks 'spec.interval', which is required
  interval:
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  dependsOn:
  - namespace: flux-system
  # ^^^^^^^^^^^^^^^^^^^^^^ missing-required-field: lacks 'spec.dependsOn[0].name'
`,
  );
});

test('reports an object whose base is incomplete and that no overlay completes, once for all clusters', () => {
  const report = expectMarks(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../apps]
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../apps]
# === apps/kustomization.yaml
resources: [podinfo.yaml]
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
# @1-4 missing-required-field: lacks 'spec.url'
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod', 'staging']);
});

test('reports what a built-in kind lacks, as a warning: a webhook may complete it', () => {
  const report = expectMarks(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
# @1-4 missing-required-field: Deployment 'default/web' lacks 'spec.selector', which is required
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: example.com/web:1.0.0 }] }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent on fields that an API server takes for empty', () => {
  expectSilence(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: default }
spec: { policyTypes: [Ingress] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: default }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: example.com/web:1.0.0 }] }
  volumeClaimTemplates: [{ metadata: { name: data } }]
`,
  );
});

test('stays silent where an overlay or a default gives the field', () => {
  expectSilence(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../apps]
patches:
- target: { kind: HelmRepository }
  patch: |
    - { op: add, path: /spec/url, value: https://stefanprodan.github.io/podinfo }
# === apps/kustomization.yaml
resources: [podinfo.yaml]
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  url: https://github.com/stefanprodan/podinfo
  verify: { secretRef: { name: keys } }
`,
  );
});

test('stays silent on unknown: another repository may bring the patch that completes it', () => {
  const report = expectMarks(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, podinfo.yaml]
components: [https://github.com/example/components//urls?ref=v1]
# === clusters/prod/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
# @1-4 missing-required-field
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on unknown: what no cluster applies gets no more than a note', () => {
  const report = expectMarks(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
# @1-4 missing-required-field
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent about a patch that nothing names', () => {
  expectSilence(
    missingRequiredField,
    repo`
${bootstrapped('clusters/dev')}
# === clusters/prod/patches/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m }
`,
  );
});
test('stays silent about a base that no cluster applies where overlays add the field to others', () => {
  const repository = (name: string): string => `# === apps/base/${name}/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ${name}, namespace: default }
spec: { url: "https://charts.example.com/${name}" }
# === apps/base/${name}/kustomization.yaml
resources: [source.yaml]
`;
  expectSilence(
    missingRequiredField,
    repo`
${bootstrapped('clusters/dev')}
# === clusters/dev/kustomization.yaml
resources: [flux-system, ../../apps/base/one]
patches: [{ path: interval.yaml, target: { kind: HelmRepository } }]
# === clusters/dev/interval.yaml
[{ op: add, path: /spec/interval, value: 10m }]
${repository('one')}
${repository('two')}
`,
  );
});
test('stays silent on unknown: a value that is a variable is there', () => {
  expectSilence(
    missingRequiredField,
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
# === apps/podinfo.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: default }
spec: { interval: 10m, url: "${'$'}{registry}" }
`,
  );
});

test('stays silent on unknown: what the chart of a FluxInstance fills in beside the values', () => {
  expectSilence(
    missingRequiredField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/instance.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: flux-instance, namespace: flux-system }
spec: { interval: 1h, url: "oci://ghcr.io/controlplaneio-fluxcd/charts/flux-instance", ref: { tag: 0.58.1 } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flux-instance, namespace: flux-system }
spec:
  interval: 1h
  chartRef: { kind: OCIRepository, name: flux-instance }
  values: { instance: { sync: { kind: GitRepository, url: "https://example.org/fleet", ref: refs/heads/main, path: clusters/prod } } }
`,
  );
});

test('reports what a FluxInstance in Git lacks', () => {
  expectMarks(
    missingRequiredField,
    repo`
# === clusters/prod/instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x }
# ^^^^^^^^^^^^ missing-required-field: lacks 'spec.distribution.registry'
`,
  );
});

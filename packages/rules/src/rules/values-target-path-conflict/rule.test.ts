import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { valuesTargetPathConflict } from './rule.js';

test('reports a path that the values set too', () => {
  expectMarks(
    valuesTargetPathConflict,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/grafana.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: grafana, namespace: monitoring }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: grafana }
  valuesFrom:
    - kind: Secret
      name: grafana
      valuesKey: password
      targetPath: adminPassword
      #           ^^^^^^^^^^^^^ values-target-path-conflict: takes 'adminPassword' from Secret 'grafana', and sets it in 'values' as well
  values:
    adminPassword: changeme
`,
  );
});

test('reports a value that stands in the way of the path', () => {
  expectMarks(
    valuesTargetPathConflict,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/grafana.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: grafana, namespace: monitoring }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: grafana }
  valuesFrom:
    - kind: ConfigMap
      name: grafana
      targetPath: annotations.example\.com/owner.name
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ values-target-path-conflict: sets 'annotations.example.com/owner' in 'values'
  values:
    annotations:
      example.com/owner: shop
`,
  );
});

test('stays silent for values beside the path, and for whole files of values', () => {
  expectSilence(
    valuesTargetPathConflict,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/grafana.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: grafana, namespace: monitoring }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: grafana }
  valuesFrom:
    - { kind: Secret, name: grafana, targetPath: admin.password }
    - { kind: ConfigMap, name: defaults }
    - { kind: ConfigMap, name: hosts, targetPath: "hosts[0].name" }
  values:
    admin: { user: admin }
    hosts: [{ name: a }]
`,
  );
});

test('stays silent on unknown: the parent of the path is a variable', () => {
  expectSilence(
    valuesTargetPathConflict,
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
# === apps/grafana.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: grafana, namespace: monitoring }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: grafana }
  valuesFrom:
    - { kind: Secret, name: grafana, targetPath: admin.password }
  values:
    admin: $${'{ADMIN}'}
`,
  );
});

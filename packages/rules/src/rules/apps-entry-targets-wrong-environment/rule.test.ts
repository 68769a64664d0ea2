import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { appsEntryTargetsWrongEnvironment } from './rule.js';

function entry(cluster: string, path: string): string {
  return `${bootstrapped(`clusters/${cluster}`)}
# === clusters/${cluster}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  path: ${path}
  interval: 10m
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
# === apps/production/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
# === apps/staging/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`;
}

test("reports production that applies staging's directory", () => {
  const report = expectMarks(
    appsEntryTargetsWrongEnvironment,
    repo`${entry(
      'production-eu',
      `./apps/staging
  #     ^^^^^^^^^^^^^^ apps-entry-targets-wrong-environment: Cluster 'production-eu' is a production cluster, but Flux Kustomization 'flux-system/apps' applies './apps/staging' of staging`,
    )}`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'error', clusters: ['production-eu'] });
});

test('reports it by short words too', () => {
  expectMarks(
    appsEntryTargetsWrongEnvironment,
    repo`${entry(
      'stg/01',
      `./apps/prod
  #     ^^^^^^^^^^^ apps-entry-targets-wrong-environment: of production`,
    )}`,
  );
});

test('stays silent where both speak of one environment, or one of them of none', () => {
  expectSilence(appsEntryTargetsWrongEnvironment, repo`${entry('production', './apps/production')}`);
  expectSilence(appsEntryTargetsWrongEnvironment, repo`${entry('prod', './apps/production')}`);
  expectSilence(appsEntryTargetsWrongEnvironment, repo`${entry('eu', './apps/staging')}`);
  expectSilence(appsEntryTargetsWrongEnvironment, repo`${entry('production', './apps/base')}`);
});

test('stays silent on words within names', () => {
  expectSilence(appsEntryTargetsWrongEnvironment, repo`${entry('production', './apps/staging-mirror')}`);
  expectSilence(appsEntryTargetsWrongEnvironment, repo`${entry('production', './tests/latest')}`);
});

test('stays silent on unknown: a path with a variable that is not in the files', () => {
  expectSilence(
    appsEntryTargetsWrongEnvironment,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/root.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: root, namespace: flux-system }
spec:
  interval: 10m
  path: ./entries
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === entries/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: "./apps/${'$'}{stage}/staging", prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

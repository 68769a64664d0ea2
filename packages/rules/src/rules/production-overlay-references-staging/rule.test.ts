import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { productionOverlayReferencesStaging } from './rule.js';

function entry(environment: string): string {
  return `${bootstrapped(`clusters/${environment}`)}
# === clusters/${environment}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps/${environment}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
}

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`;
const STAGING = `# === apps/staging/config.yaml
${CONFIG}
# === apps/staging/kustomization.yaml
resources: [config.yaml]
`;

test("reports production that takes in staging's directory", () => {
  const report = expectMarks(
    productionOverlayReferencesStaging,
    repo`
${entry('production')}${STAGING}
# === apps/production/kustomization.yaml
resources:
  - ../staging
  # ^^^^^^^^^^ production-overlay-references-staging: The directory of production takes in '../staging', which belongs to staging
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'error', clusters: ['production'] });
});

test('reports a patch of the other environment, from a directory further down', () => {
  expectMarks(
    productionOverlayReferencesStaging,
    repo`
${entry('production')}${STAGING}
# === apps/staging/replicas.yaml
${CONFIG}
# === apps/production/kustomization.yaml
resources: [web]
# === apps/production/web/config.yaml
${CONFIG}
# === apps/production/web/kustomization.yaml
resources: [config.yaml]
patches:
  - path: ../../staging/replicas.yaml
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ production-overlay-references-staging
`,
  );
});

test('reports staging that is made of production as a warning', () => {
  const report = expectMarks(
    productionOverlayReferencesStaging,
    repo`
${entry('staging')}
# === apps/production/config.yaml
${CONFIG}
# === apps/production/kustomization.yaml
resources: [config.yaml]
# === apps/staging/kustomization.yaml
resources:
  - ../production
  # ^^^^^^^^^^^^^ production-overlay-references-staging: The directory of staging takes in
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a directory that all others take in as a note: it is their base by another name', () => {
  const resources = (environment: string): string => `# === apps/${environment}/kustomization.yaml
resources:
- ../testing`;
  const report = expectMarks(
    productionOverlayReferencesStaging,
    repo`
${entry('staging')}
# === apps/testing/config.yaml
${CONFIG}
# === apps/testing/kustomization.yaml
resources: [config.yaml]
${resources('stable')}
${resources('staging')}
# @3-12 production-overlay-references-staging: which belongs to test
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where both take in the base', () => {
  expectSilence(
    productionOverlayReferencesStaging,
    repo`
${entry('production')}${entry('staging')}
# === apps/base/kustomization.yaml
resources: [config.yaml]
# === apps/base/config.yaml
${CONFIG}
# === apps/production/kustomization.yaml
resources: [../base]
# === apps/staging/kustomization.yaml
resources: [../base]
`,
  );
});

test('stays silent on unknown: a base of another repository', () => {
  expectSilence(
    productionOverlayReferencesStaging,
    repo`
${entry('production')}${STAGING}
# === apps/production/kustomization.yaml
resources: ["https://github.com/example/apps//../staging?ref=main"]
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { environmentOverlayMissing } from './rule.js';

function entry(cluster: string, path: string): string {
  return `# === clusters/${cluster}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ${path}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
}

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`;
const APPS = `# === apps/base/config.yaml
${CONFIG}
# === apps/production/kustomization.yaml
resources: [../base/config.yaml]
`;

test('reports a cluster for whose environment the apps have no directory', () => {
  const report = expectMarks(
    environmentOverlayMissing,
    repo`
${bootstrapped('clusters/production')}${entry('production', './apps/production')}
${bootstrapped('clusters/staging').replace(
  'kind: Kustomization\nmetadata:\n  name: flux-system',
  "kind: Kustomization\nmetadata:\n  name: flux-system\n#       ^^^^^^^^^^^ environment-overlay-missing: 'apps' has production, but nothing for staging, the environment of cluster 'staging'",
)}
${APPS}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['staging'] });
});

test('stays silent where each environment has a directory', () => {
  expectSilence(
    environmentOverlayMissing,
    repo`
${bootstrapped('clusters/production')}${entry('production', './apps/production')}
${bootstrapped('clusters/staging')}${entry('staging', './apps/staging')}
${APPS}
# === apps/staging/kustomization.yaml
resources: [../base/config.yaml]
`,
  );
});

test('stays silent where the cluster uses the apps in another way, or nobody uses them', () => {
  expectSilence(
    environmentOverlayMissing,
    repo`
${bootstrapped('clusters/production')}${entry('production', './apps/production')}
${bootstrapped('clusters/staging')}${entry('staging', './apps/base')}
${APPS}
`,
  );
  expectSilence(environmentOverlayMissing, repo`${bootstrapped('clusters/staging')}${APPS}`);
});

test('stays silent where only clusters of another family use the apps', () => {
  expectSilence(
    environmentOverlayMissing,
    repo`
${bootstrapped('clusters/production-eu')}${entry('production-eu', './apps/production')}
${bootstrapped('clusters/staging-lab')}
${APPS}
`,
  );
});

test('stays silent on unknown: a cluster whose name says no environment', () => {
  expectSilence(
    environmentOverlayMissing,
    repo`
${bootstrapped('clusters/production')}${entry('production', './apps/production')}
${bootstrapped('clusters/eu')}
${APPS}
`,
  );
});

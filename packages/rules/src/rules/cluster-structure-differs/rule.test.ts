import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { clusterStructureDiffers } from './rule.js';

function app(cluster: string, name: string): string {
  return `# === clusters/${cluster}/${name}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
}

const APPS = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`;

function marked(cluster: string, says: string): string {
  return bootstrapped(`clusters/${cluster}`).replace(
    'kind: Kustomization\nmetadata:\n  name: flux-system',
    `kind: Kustomization\nmetadata:\n  name: flux-system\n#       ^^^^^^^^^^^ cluster-structure-differs: ${says}`,
  );
}

test('reports an app that only the counterpart has', () => {
  const report = expectMarks(
    clusterStructureDiffers,
    repo`
${APPS}
${marked('staging-eu', "Cluster 'staging-eu' does not have 'monitoring', which its counterpart 'production-eu' has")}
${app('staging-eu', 'apps')}
${bootstrapped('clusters/production-eu')}
${app('production-eu', 'apps')}${app('production-eu', 'monitoring')}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['staging-eu'] });
});

test('reports what each of both lacks', () => {
  expectMarks(
    clusterStructureDiffers,
    repo`
${APPS}
${marked('staging', "does not have 'web'")}${app('staging', 'preview')}
${marked('production', "does not have 'preview'")}${app('production', 'web')}
`,
  );
});

test('stays silent where names differ in the environment only', () => {
  expectSilence(
    clusterStructureDiffers,
    repo`
${APPS}
${bootstrapped('clusters/staging')}${app('staging', 'apps-staging')}
${bootstrapped('clusters/production')}${app('production', 'apps-production')}
`,
  );
});

test('stays silent on clusters of other families, and of no environment', () => {
  expectSilence(
    clusterStructureDiffers,
    repo`
${APPS}
${bootstrapped('clusters/staging-eu')}${app('staging-eu', 'apps')}
${bootstrapped('clusters/production-us')}${app('production-us', 'web')}
${bootstrapped('clusters/hub')}${app('hub', 'monitoring')}
`,
  );
});

test('stays silent on unknown: another repository may bring the app', () => {
  expectSilence(
    clusterStructureDiffers,
    repo`
${APPS}
${bootstrapped('clusters/staging')}${app('staging', 'apps')}
# === clusters/staging/shared.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
# === clusters/staging/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: apps } }
${bootstrapped('clusters/production')}${app('production', 'apps')}${app('production', 'monitoring')}
`,
  );
});

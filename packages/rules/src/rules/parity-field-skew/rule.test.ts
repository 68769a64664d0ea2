import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { parityFieldSkew } from './rule.js';

function app(environment: string, more: string): string {
  return `# === clusters/${environment}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  ${more}
`;
}

const FLEET = `${bootstrapped('clusters/staging')}${bootstrapped('clusters/production')}`;
const APPS = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
`;

test('reports a field that differs between copies', () => {
  const report = expectMarks(
    parityFieldSkew,
    repo`
${FLEET}${APPS}${app('staging', 'wait: true')}
${app(
  'production',
  `wait: false
  #     ^^^^^ parity-field-skew: Kustomization 'flux-system/apps' has spec.wait 'false' in production, but 'true' in staging`,
)}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'note', clusters: ['production'] });
});

test('reports a field that only one of them has', () => {
  expectMarks(
    parityFieldSkew,
    repo`
${FLEET}
# === clusters/staging/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  upgrade: { crds: CreateReplace }
# === clusters/production/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
# @1-4 parity-field-skew: has spec.upgrade.crds the default 'Skip' in production, but 'CreateReplace' in staging
  interval: 10m
`,
  );
});

test('stays silent on what is tuned, on defaults, and on names of environments', () => {
  expectSilence(
    parityFieldSkew,
    repo`
${FLEET}${APPS}${app('staging', 'timeout: 2m')}
${app('production', 'timeout: 5m\n  wait: false').replace('interval: 10m', 'interval: 1h')}
`,
  );
  expectSilence(
    parityFieldSkew,
    repo`
${FLEET}${APPS}${app('staging', 'serviceAccountName: flux-staging')}
${app('production', 'serviceAccountName: flux-production')}
`,
  );
});

test('stays silent where a patch makes the difference', () => {
  expectSilence(
    parityFieldSkew,
    repo`
${FLEET}${APPS}
${app('base', 'wait: true').replace('clusters/base', 'both')}
# === both/kustomization.yaml
resources: [apps.yaml]
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../both]
# === clusters/production/kustomization.yaml
resources: [flux-system, ../../both]
patches: [{ patch: '- { op: replace, path: /spec/wait, value: false }', target: { name: apps } }]
`,
  );
});

test('stays silent on unknown: a value from a variable that is not in the files', () => {
  expectSilence(
    parityFieldSkew,
    repo`
${FLEET}
# === clusters/staging/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { serviceAccountName: deployer }
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: accounts }] }
# === apps/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { serviceAccountName: "${'$'}{account}" }
`,
  );
});

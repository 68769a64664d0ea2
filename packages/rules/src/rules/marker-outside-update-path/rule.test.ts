import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { markerOutsideUpdatePath } from './rule.js';

const POLICY = `
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: web, namespace: flux-system }
spec: { imageRepositoryRef: { name: web }, policy: { semver: { range: 1.x } } }
`;

const automation = (path: string, name = 'all', source = 'flux-system'): string => `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: ${source} }
  git: { commit: { author: { email: flux@example.com } } }
  update: { path: ${path}, strategy: Setters }
`;

const MARKED = `apiVersion: v1
kind: ConfigMap
metadata: { name: versions, namespace: shop }
data:
  web: 1.0.0 # {"$imagepolicy": "flux-system:web:tag"}`;

const APPS = `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;

test('reports a marker that no automation reaches', () => {
  const report = expectMarks(
    markerOutsideUpdatePath,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${POLICY}${automation('./clusters')}${APPS}
# === apps/versions.yaml
${MARKED}
# @14-54 marker-outside-update-path: 'flux-system:web:tag' stands outside
# === apps/Kustomization
resources: [versions.yaml]
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a marker in files that no cluster uses as a note', () => {
  const report = expectMarks(
    markerOutsideUpdatePath,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${POLICY}${automation('./clusters')}
# === examples/versions.yaml
${MARKED}
# @14-54 marker-outside-update-path
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where one of the automations looks, by default into everything', () => {
  expectSilence(
    markerOutsideUpdatePath,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${POLICY}${automation('./clusters')}${automation('./apps/versions.yaml', 'apps')}${APPS}
# === apps/versions.yaml
${MARKED}
`,
  );
  expectSilence(
    markerOutsideUpdatePath,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${POLICY}${automation('""')}${APPS}
# === apps/versions.yaml
${MARKED}
`,
  );
});

test('stays silent where the repository has no automation: another one may update it', () => {
  expectSilence(
    markerOutsideUpdatePath,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/versions.yaml
${MARKED}
`,
  );
});

test('stays silent on unknown: an automation with a source that is not in the files', () => {
  expectSilence(
    markerOutsideUpdatePath,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${POLICY}${automation('./clusters')}${automation('./apps', 'other', 'gone')}${APPS}
# === apps/versions.yaml
${MARKED}
`,
  );
});

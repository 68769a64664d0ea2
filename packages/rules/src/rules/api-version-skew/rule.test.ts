import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { apiVersionSkew } from './rule.js';

const FLEET = ['staging', 'production']
  .map(
    (environment) => `${bootstrapped(`clusters/${environment}`)}
# === clusters/${environment}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps/${environment}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  )
  .join('');

test('reports the older of two versions, and proposes the newer one', () => {
  const report = expectMarks(
    apiVersionSkew,
    repo`
${FLEET}
# === apps/staging/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo-staging, namespace: apps }
# === apps/production/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2beta2
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ api-version-skew: HelmRelease 'apps/podinfo-production' has the API version 'helm.toolkit.fluxcd.io/v2beta2' in production, but 'helm.toolkit.fluxcd.io/v2' in staging
kind: HelmRelease
metadata: { name: podinfo-production, namespace: apps }
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'note', clusters: ['production'] });
  expect(report.findings[0]?.suggestions).toHaveLength(1);
});

test('reports objects of any kind, in either environment', () => {
  expectMarks(
    apiVersionSkew,
    repo`
${FLEET}
# === apps/staging/hpa.yaml
apiVersion: autoscaling/v2beta2
#           ^^^^^^^^^^^^^^^^^^^ api-version-skew: 'autoscaling/v2beta2' in staging, but 'autoscaling/v2' in production
kind: HorizontalPodAutoscaler
metadata: { name: podinfo, namespace: apps }
# === apps/production/hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: podinfo, namespace: apps }
`,
  );
});

test('stays silent where versions are equal, or the names are not', () => {
  expectSilence(
    apiVersionSkew,
    repo`
${FLEET}
# === apps/staging/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
# === apps/production/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
---
apiVersion: helm.toolkit.fluxcd.io/v2beta2
kind: HelmRelease
metadata: { name: redis, namespace: apps }
`,
  );
});

test('stays silent where the other Flux does not know the newer version', () => {
  expectSilence(
    apiVersionSkew,
    repo`
${FLEET.replace(/(# === clusters\/production\/flux-system\/gotk-comp[\s\S]*)/, (text) => text.replaceAll('v2.9.4', 'v2.2.3'))}
# === apps/staging/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
# === apps/production/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2beta2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
`,
  );
});

test('stays silent on unknown: versions that have no order', () => {
  expectSilence(
    apiVersionSkew,
    repo`
${FLEET}
# === apps/staging/thing.yaml
apiVersion: example.com/next
kind: Thing
metadata: { name: thing, namespace: apps }
# === apps/production/thing.yaml
apiVersion: example.com/v1
kind: Thing
metadata: { name: thing, namespace: apps }
`,
  );
});

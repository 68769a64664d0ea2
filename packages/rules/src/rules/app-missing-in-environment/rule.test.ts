import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { appMissingInEnvironment } from './rule.js';

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

const BASE = `# === apps/base/podinfo.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: podinfo, namespace: apps }
# === apps/base/redis.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis, namespace: apps }
# === apps/base/kustomization.yaml
resources: [podinfo.yaml, redis.yaml]
`;

test('reports an app that only production has, as a warning', () => {
  const report = expectMarks(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === apps/staging/kustomization.yaml
resources: [../base]
# === apps/production/kustomization.yaml
resources: [../base, mailer.yaml]
# === apps/production/mailer.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: mailer
  #     ^^^^^^ app-missing-in-environment: is in production, but not in staging
  namespace: apps
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['production'] });
});

test('reports an app that only staging has, as a note', () => {
  const report = expectMarks(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === apps/staging/kustomization.yaml
resources: [../base, mailer.yaml]
# === apps/production/kustomization.yaml
resources: [../base]
# === apps/staging/mailer.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: mailer
  #     ^^^^^^ app-missing-in-environment: is in staging, but not in production
  namespace: apps
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where only names speak of the environment', () => {
  expectSilence(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === apps/staging/kustomization.yaml
resources: [../base]
nameSuffix: -staging
# === apps/production/kustomization.yaml
resources: [../base]
nameSuffix: -production
`,
  );
});

test('stays silent where the environments have little in common, or the app is suspended', () => {
  expectSilence(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === apps/staging/kustomization.yaml
resources: [mailer.yaml]
# === apps/staging/mailer.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: mailer, namespace: apps }
# === apps/production/kustomization.yaml
resources: [../base]
`,
  );
  expectSilence(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === apps/staging/kustomization.yaml
resources: [../base]
# === apps/production/kustomization.yaml
resources: [../base, mailer.yaml]
# === apps/production/mailer.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: mailer, namespace: apps }
spec: { suspend: true }
`,
  );
});

test('stays silent where another app of the cluster brings it', () => {
  expectSilence(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === clusters/staging/mailer.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: mailer, namespace: apps }
# === apps/staging/kustomization.yaml
resources: [../base]
# === apps/production/kustomization.yaml
resources: [../base, mailer.yaml]
# === apps/production/mailer.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: mailer, namespace: apps }
`,
  );
});

test('stays silent on unknown: an app from another repository may bring it', () => {
  expectSilence(
    appMissingInEnvironment,
    repo`
${FLEET}${BASE}
# === clusters/staging/mail.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: mail, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/mail, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: mail, namespace: flux-system }
spec: { interval: 10m, path: ./deploy, prune: true, sourceRef: { kind: GitRepository, name: mail } }
# === apps/staging/kustomization.yaml
resources: [../base]
# === apps/production/kustomization.yaml
resources: [../base, mailer.yaml]
# === apps/production/mailer.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: mailer, namespace: apps }
`,
  );
});

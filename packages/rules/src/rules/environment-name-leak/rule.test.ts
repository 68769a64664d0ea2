import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { environmentNameLeak } from './rule.js';

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

test("reports staging's names in a file of production, as a warning", () => {
  const report = expectMarks(
    environmentNameLeak,
    repo`
${FLEET}
# === apps/production/backup.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: backup, namespace: apps }
data:
  bucket: acme-backups-staging
  region: eu
  store: company-staging-backups
  #      ^^^^^^^^^^^^^^^^^^^^^^^ environment-name-leak: ConfigMap/apps/backup of a production cluster has 'company-staging-backups', which speaks of staging
# === apps/staging/backup.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: backup, namespace: apps }
data: { store: company-staging-backups }
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['production'] });
});

test('reports what a base brings to production as a note', () => {
  const report = expectMarks(
    environmentNameLeak,
    repo`
${FLEET}
# === apps/base/backup.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: backup, namespace: apps }
data:
  host: db.staging.example.com
  #     ^^^^^^^^^^^^^^^^^^^^^^ environment-name-leak
# === apps/base/kustomization.yaml
resources: [backup.yaml]
# === apps/production/kustomization.yaml
resources: [../base]
# === apps/staging/kustomization.yaml
resources: [../base]
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'note', clusters: ['production'] });
});

test("reports production's hosts in staging as a note", () => {
  const report = expectMarks(
    environmentNameLeak,
    repo`
${FLEET}
# === apps/production/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
# === apps/staging/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
data:
  NODE_ENV: production
  IMAGE: ghcr.io/example/prod/app
  DATABASE: postgres://db.prod.example.com:5432/app
  #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ environment-name-leak: speaks of production
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a variable that is set for the wrong environment', () => {
  expectMarks(
    environmentNameLeak,
    repo`
${FLEET.replaceAll('prune: true, source', 'postBuild: { substitute: { domain: staging.example.com } }, prune: true, source')}
# === apps/production/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
data:
  domain: "${'$'}{domain}"
  #       ^^^^^^^^^^^ environment-name-leak
# === apps/staging/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
`,
  );
});

test('stays silent in objects of the other environment, in clusters that host it, and where it is allowed', () => {
  const app = (name: string, host: string): string => `# === apps/production/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: apps }
data: { host: ${host} }
# === apps/staging/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
`;
  expectSilence(environmentNameLeak, repo`${FLEET}${app('app-staging', 'a.staging.example.com')}`);
  expectSilence(environmentNameLeak, repo`${FLEET}${app('issuer', 'acme-staging-v02.api.letsencrypt.org')}`);
  expectSilence(environmentNameLeak, repo`${FLEET}${app('app', 'a.staging.example.com')}`, {
    options: { allow: ['staging.example.com'] },
  });
  expectSilence(
    environmentNameLeak,
    repo`${FLEET}${app('app', 'a.staging.example.com')}
# === clusters/production/namespaces.yaml
apiVersion: v1
kind: Namespace
metadata: { name: staging }
`,
  );
});

test('stays silent on unknown: a value with a variable that is not in the files', () => {
  expectSilence(
    environmentNameLeak,
    repo`
${FLEET.replaceAll('prune: true, source', 'postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }, prune: true, source')}
# === apps/production/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
data: { host: "staging.${'$'}{domain}" }
# === apps/staging/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: apps }
`,
  );
});

test('stays silent on the branch to which an automation pushes', () => {
  expectSilence(
    environmentNameLeak,
    repo`
${FLEET}
# === apps/production/update.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: images, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: flux-system }
  git:
    checkout: { ref: { branch: main } }
    commit: { author: { email: a@example.org, name: a } }
    push: { branch: updates-for-staging }
# === apps/staging/config.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: apps } }
`,
  );
});

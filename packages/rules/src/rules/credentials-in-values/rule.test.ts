import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { credentialsInValues } from './rule.js';

test('reports passwords and tokens in the values of a release', () => {
  const report = expectMarks(
    credentialsInValues,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: default }
spec:
  interval: 10m
  chart: { spec: { chart: app, sourceRef: { kind: HelmRepository, name: apps } } }
  values:
    adminPassword: hunter42
    #              ^^^^^^^^ credentials-in-values: HelmRelease 'default/app' seems to hold a credential in plain text in 'spec.values.adminPassword'
    env:
      - name: API_TOKEN
        value: 8f4kQ2m9Zx7Lw3Rt
        #      ^^^^^^^^^^^^^^^^ credentials-in-values
    database: postgres://app:hunter42@db.example.org/app
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ credentials-in-values
`,
  );
  expect(JSON.stringify(report.findings.map(({ message }) => message))).not.toContain('hunter42');
});

test('reports them in a ConfigMap and among the variables of a Flux Kustomization', () => {
  expectMarks(
    credentialsInValues,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: default }
data:
  config: |
  #       ^ credentials-in-values
    github: ghp_0123456789abcdefghij0123456789abcdef
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substitute:
      DB_PASSWORD: hunter42
      #            ^^^^^^^^ credentials-in-values
`,
  );
});

test('stays silent about references, names and placeholders', () => {
  expectSilence(
    credentialsInValues,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: default }
spec:
  interval: 10m
  chart: { spec: { chart: app, sourceRef: { kind: HelmRepository, name: apps } } }
  values:
    existingSecret: app-7f9c-token
    password: changeme123
    passwordSecret: app-password-v2
    tokenSecretRef: { name: app, key: token }
    secretName: 8f4kQ2m9Zx7Lw3Rt
    adminPasswordKey: admin-password
    tokenTTL: 24h
    githubConfigSecret: k8s-home-runner-secret
    identityRegistries: [x7f9c1a2b3d4.example.azurecr.io]
    apiKey: '<api-key>'
    url: https://app:<password>@example.org
`,
  );
});

test('stays silent on unknown: what a variable brings', () => {
  expectSilence(
    credentialsInValues,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: default }
spec:
  interval: 10m
  chart: { spec: { chart: app, sourceRef: { kind: HelmRepository, name: apps } } }
  values: { adminPassword: '${'$'}{ADMIN_PASSWORD_1}' }
`,
  );
});

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: default }
spec:
  interval: 10m
  chart: { spec: { chart: app, sourceRef: { kind: HelmRepository, name: apps } } }
`;

test('reports what a release takes from a text in a ConfigMap, at its line', () => {
  expectMarks(
    credentialsInValues,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
${RELEASE}  valuesFrom:
    - { kind: ConfigMap, name: settings, valuesKey: app.yaml }
    - { kind: Secret, name: hidden }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data:
  app.yaml: |
    port: 80
    database:
      password: hunter42
      #         ^^^^^^^^ credentials-in-values: HelmRelease 'default/app' seems to hold a credential in plain text in 'values.database.password'
---
apiVersion: v1
kind: Secret
metadata: { name: hidden, namespace: default }
stringData:
  values.yaml: |
    other: { password: hunter43 }
`,
  );
});

test.for([
  '/data/signing/ed25519.pub',
  '/etc/ssl/private/tls.key',
  './keys/deploy-2024.pem',
  '/var/run/secrets/token1',
])('stays silent on %s, the place of a file', (place) => {
  expectSilence(
    credentialsInValues,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
${RELEASE}  values: { SIGNING_KEY: "${place}", privateKey: "${place}" }
`,
  );
});

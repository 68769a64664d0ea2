import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { plaintextSecret } from './rule.js';

test('reports a Secret that is not encrypted, at its first credential', () => {
  const report = expectMarks(
    plaintextSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: database, namespace: default }
stringData:
  username: app
  password: hunter42
  #         ^^^^^^^^ plaintext-secret: Secret 'database' holds 'password' in plain text.
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
  expect(report.findings[0]?.clusters).toEqual(['prod']);
  expect(JSON.stringify(report.findings)).not.toContain('hunter42');
});

test('reports encoded values, which are as good as plain ones, also where no cluster applies them', () => {
  expectMarks(
    plaintextSecret,
    repo`
# === secrets/github.yaml
apiVersion: v1
kind: Secret
metadata: { name: github }
data:
  blob: Z2hwXzAxMjM0NTY3ODlhYmNkZWZnaGlqMDEyMzQ1Njc4OWFiY2RlZg==
  #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ plaintext-secret
`,
  );
});

test('reports what is a Secret without proof that it holds a credential, as a note', () => {
  const report = expectMarks(
    plaintextSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: settings, namespace: default }
stringData:
  LOG_LEVEL: debug
  #          ^^^^^ plaintext-secret: 'LOG_LEVEL'
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports what was to be encrypted: by the rules of SOPS, or by the app that decrypts', () => {
  expectMarks(
    plaintextSecret,
    repo`
${bootstrapped('clusters/prod')}
# === .sops.yaml
creation_rules:
  - path_regex: .*\.enc\.yaml$
    age: age1xyz
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  decryption: { provider: sops }
# === apps/one.enc.yaml
apiVersion: v1
kind: Secret
metadata: { name: one, namespace: default }
stringData:
  password: hunter42
  #         ^^^^^^^^ plaintext-secret: though '.sops.yaml' says how to encrypt the file.
# === apps/two.yaml
apiVersion: v1
kind: Secret
metadata: { name: two, namespace: default }
stringData:
  password: hunter42
  #         ^^^^^^^^ plaintext-secret: though Flux Kustomization 'flux-system/apps' decrypts what it applies.
`,
  );
});

test('reports what a generator takes from plain text', () => {
  expectMarks(
    plaintextSecret,
    repo`
# === app/kustomization.yaml
secretGenerator:
  - name: one
    literals: [LEVEL=debug, API_TOKEN=a81bc81b]
    #                       ^^^^^^^^^^^^^^^^^^ plaintext-secret: 'one' takes 'API_TOKEN' from plain text
  - name: two
    envs: [two.env]
    #      ^^^^^^^ plaintext-secret: takes a credential from 'app/two.env'
    files: [settings=settings.yaml]
# === app/two.env
DB_PASSWORD=hunter42
# === app/settings.yaml
level: debug
`,
  );
});

test('stays silent about comments and names of Secrets in the values of a chart', () => {
  expectSilence(
    plaintextSecret,
    repo`
# === app/kustomization.yaml
secretGenerator:
  - name: values
    files: [values.yaml]
# === app/values.yaml
tlsSecret: longhorn.local-tls
adminTokenSecret: "admin-token"
existingSecretKey: CSRF_KEY
## password: hunter42
## key: |-
##   -----BEGIN RSA PRIVATE KEY-----
secretKey: ""
`,
  );
});

test('takes a token for one wherever it stands: in the lines of an .npmrc, and in comments', () => {
  const token = `ghp_${'a1'.repeat(18)}`;
  expectMarks(
    plaintextSecret,
    repo`
# === app/kustomization.yaml
secretGenerator:
  - name: values
    files: [.npmrc, settings.ini]
    #       ^^^^^^ plaintext-secret
    #               ^^^^^^^^^^^^ plaintext-secret
# === app/.npmrc
//registry.example.com/:_authToken=${token}
# === app/settings.ini
; ${token}
`,
  );
});

test('tells where in a file of a generator the credential stands', () => {
  const report = expectMarks(
    plaintextSecret,
    repo`
# === app/kustomization.yaml
secretGenerator:
  - name: values
    files: [values.yaml]
    #       ^^^^^^^^^^^ plaintext-secret
# === app/values.yaml
# The password of the root
rootPassword: supersecret
`,
  );
  expect(report.findings[0]?.related).toMatchObject([
    { message: 'The credential stands here', location: { file: 'app/values.yaml', line: 2 } },
  ]);
});

test('stays silent about encrypted, public, empty and referenced values', () => {
  expectSilence(
    plaintextSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secrets.yaml
apiVersion: v1
kind: Secret
metadata: { name: encrypted, namespace: default }
stringData: { password: 'ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]' }
sops: { mac: 'ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]', version: 3.9.0 }
---
apiVersion: v1
kind: Secret
metadata: { name: public, namespace: default }
stringData: { known_hosts: 'github.com ssh-ed25519 AAAAC3Nza', ca.crt: '-----BEGIN CERTIFICATE-----', password: '' }
---
apiVersion: v1
kind: Secret
metadata: { name: to-come, namespace: default }
stringData: { password: CHANGE_ME, token: '<token>' }
---
apiVersion: v1
kind: Secret
metadata: { name: account, annotations: { kubernetes.io/service-account.name: x } }
type: kubernetes.io/service-account-token
# === docs/example.yaml
apiVersion: v1
kind: Secret
metadata: { name: in-the-manual }
stringData: { password: hunter42 }
`,
  );
});

test('stays silent on unknown: values that variables bring', () => {
  expectSilence(
    plaintextSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secrets.yaml
apiVersion: v1
kind: Secret
metadata: { name: database, namespace: default }
stringData: { password: '${'$'}{DATABASE_PASSWORD}' }
data: { account.json: '${'$'}{ACCOUNT_BASE64}' }
`,
  );
});

test('stays silent on identifiers, which let nobody in', () => {
  expectSilence(
    plaintextSecret,
    repo`
# === apps/settings.yaml
apiVersion: v1
kind: Secret
metadata: { name: settings, namespace: apps }
stringData:
  AZURE_CLIENT_ID: 04561461-0f92-42b3-9328-8b0c1bba4641
  tenantId: 531ff96d-0ae9-462a-8d2d-bec7c0b42082
`,
  );
});

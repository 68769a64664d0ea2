import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { sopsPartialEncryption } from './rule.js';

const CODE = 'ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]';

test('reports a value that was added to an encrypted Secret', () => {
  const report = expectMarks(
    sopsPartialEncryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: default }
stringData:
  token: ${CODE}
  password: hunter42
  #         ^^^^^^^^ sops-partial-encryption: 'stringData.password' of the encrypted Secret 'token' is plain text.
sops: { mac: '${CODE}', encrypted_regex: ^(data|stringData)$, version: 3.9.0 }
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports an object whose name is encrypted', () => {
  const report = expectMarks(
    sopsPartialEncryption,
    repo`
# === secret.yaml
apiVersion: v1
kind: Secret
metadata:
  name: ENC[AES256_GCM]
  #     ^^^^^^^^^^^^^^^ sops-partial-encryption: 'metadata.name' of the encrypted object
stringData: { token: '${CODE}' }
sops: { mac: '${CODE}', version: 3.9.0 }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where the document says what stays plain, and about other documents', () => {
  expectSilence(
    sopsPartialEncryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secrets.yaml
apiVersion: v1
kind: Secret
metadata: { name: by-name, namespace: default }
stringData: { username: app, password: '${CODE}', empty: '' }
sops: { mac: '${CODE}', encrypted_regex: ^password$, version: 3.9.0 }
---
apiVersion: v1
kind: Secret
metadata: { name: by-suffix, namespace: default }
stringData: { username_unencrypted: app, password: '${CODE}' }
sops: { mac: '${CODE}', version: 3.9.0 }
---
apiVersion: v1
kind: Secret
metadata: { name: by-exclusion, namespace: default }
stringData: { username: app, password: '${CODE}' }
sops: { mac: '${CODE}', unencrypted_regex: ^(apiVersion|kind|metadata|username)$, version: 3.9.0 }
# === values/values.yaml
kind: '${CODE}'
replicas: 3
sops: { mac: '${CODE}', version: 3.9.0 }
`,
  );
});

test('stays silent on unknown: what comments decide, and copies whose encryption was taken out', () => {
  expectSilence(
    sopsPartialEncryption,
    repo`
# === one.yaml
apiVersion: v1
kind: Secret
metadata: { name: one }
stringData: { username: app }
sops: { mac: '${CODE}', encrypted_comment_regex: secret, version: 3.9.0 }
# === two.yaml
apiVersion: v1
kind: Secret
metadata: { name: two }
stringData: { password: left out }
sops: { mac: left out, version: 3.9.0 }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { sopsWithoutDecryption } from './rule.js';

const SECRET = `# === apps/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: default }
stringData: { token: 'ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]' }
sops: { mac: 'ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]', version: 3.9.0 }`;

test('reports an app that applies an encrypted Secret without decryption', () => {
  const report = expectMarks(
    sopsWithoutDecryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# @1-4 sops-without-decryption: applies 'Secret/default/token' that SOPS encrypted
${SECRET}
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
  expect(report.findings[0]?.related.map(({ message }) => message)).toContain('Encrypted');
});

test('reports a Secret that is generated of an encrypted file, as a warning', () => {
  const report = expectMarks(
    sopsWithoutDecryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# @1-4 sops-without-decryption: with a file that SOPS encrypted
# === apps/kustomization.yaml
secretGenerator:
  - name: values
    namespace: default
    files: [values.enc.yaml]
# === apps/values.enc.yaml
password: ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]
sops:
  mac: ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]
  version: 3.9.0
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where the app decrypts, also when a patch of the app above says so', () => {
  expectSilence(
    sopsWithoutDecryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
  - target: { kind: Kustomization, name: apps }
    patch: '- { op: add, path: /spec/decryption, value: { provider: sops } }'
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
${SECRET}
`,
  );
});

test('stays silent about objects that ask not to be decrypted, and about sealed secrets', () => {
  expectSilence(
    sopsWithoutDecryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: default, annotations: { kustomize.toolkit.fluxcd.io/decrypt: Disabled } }
stringData: { token: 'ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]' }
sops: { mac: 'ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]', version: 3.9.0 }
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: sealed, namespace: default }
spec: { encryptedData: { token: AgBy8hCi8erSx1 } }
`,
  );
});

test('stays silent on unknown: what the files of another repository hold', () => {
  expectSilence(
    sopsWithoutDecryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: team, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: team } }
${SECRET}
`,
  );
});

test('stays silent on unknown: an app that stands in no file', () => {
  expectSilence(
    sopsWithoutDecryption,
    repo`
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./other, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === clusters/prod/kustomization.yaml
resources: [apps.yaml, ../../apps/secret.yaml]
${SECRET}
`,
  );
});

test('stays silent on an object whose kind is encrypted, too: no decryption could help', () => {
  expectSilence(
    sopsWithoutDecryption,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/secret.yaml
${SECRET.replace(/^.*\n/, '').replace('kind: Secret', "kind: 'ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]'")}
`,
  );
});

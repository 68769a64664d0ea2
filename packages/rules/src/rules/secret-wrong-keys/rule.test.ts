import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { secretWrongKeys } from './rule.js';

const git = (url: string, secret: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: ${url}
  ref: { branch: main }
  secretRef: { name: apps-deploykey }
---
apiVersion: v1
kind: Secret
metadata: { name: apps-deploykey, namespace: flux-system }
${secret}
`;

const ssh = 'ssh://git@github.com/example/apps.git';

test('reports a deploy key without the keys of the host, encrypted or not', () => {
  const report = expectMarks(
    secretWrongKeys,
    repo`${git(
      ssh,
      `data:
# @1-4 secret-wrong-keys: Secret 'flux-system/apps-deploykey' lacks 'known_hosts', which GitRepository 'flux-system/apps' needs.
  identity: ENC[AES256_GCM,data:abc,type:str]
sops: { mac: "ENC[AES256_GCM,data:def,type:str]" }`,
    )}`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports credentials of another kind as a warning: the repository may be public', () => {
  const report = expectMarks(
    secretWrongKeys,
    repo`${git(
      'https://github.com/example/apps',
      `stringData:
# @1-10 secret-wrong-keys: has none of the keys that GitRepository 'flux-system/apps' reads: 'username', 'password'
  identity: key
  known_hosts: hosts`,
    )}`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a Receiver whose Secret has no token, and a key for decryption with a wrong name', () => {
  expectMarks(
    secretWrongKeys,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: github, namespace: flux-system }
spec: { type: github, secretRef: { name: webhook }, resources: [{ kind: GitRepository, name: flux-system }] }
---
apiVersion: v1
kind: Secret
metadata: { name: webhook, namespace: flux-system }
stringData: { secret: abc }
# @1-10 secret-wrong-keys: lacks 'token', which Receiver 'flux-system/github' needs.
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  decryption: { provider: sops, secretRef: { name: sops-age } }
---
apiVersion: v1
kind: Secret
metadata: { name: sops-age, namespace: flux-system }
stringData: { agekey: abc }
# @1-10 secret-wrong-keys: has none of the keys that Kustomization 'flux-system/apps' reads: '*.agekey'
`,
  );
});

test('stays silent where the keys are there', () => {
  expectSilence(secretWrongKeys, repo`${git(ssh, 'data: { identity: YQ==, known_hosts: YQ== }')}`);
  expectSilence(
    secretWrongKeys,
    repo`${git('https://github.com/example/apps', 'stringData: { username: git, password: abc }')}`,
  );
});

test('stays silent on Secrets that are filled in the cluster', () => {
  expectSilence(secretWrongKeys, repo`${git(ssh, 'data: {}')}`);
  expectSilence(
    secretWrongKeys,
    repo`${git(ssh, 'data: { identity: YQ== }').replace(
      'name: apps-deploykey, namespace: flux-system',
      'name: apps-deploykey, namespace: flux-system, annotations: { kustomize.toolkit.fluxcd.io/ssa: Merge }',
    )}`,
  );
});

test('stays silent on unknown: a Secret that is not in the files, and an address with a variable', () => {
  expectSilence(
    secretWrongKeys,
    repo`${git(ssh, 'data: { identity: YQ== }').replace('name: apps-deploykey, namespace', 'name: other, namespace')}`,
  );
  expectSilence(secretWrongKeys, repo`${git(`'${'$'}{URL}'`, 'data: { identity: YQ== }')}`);
});

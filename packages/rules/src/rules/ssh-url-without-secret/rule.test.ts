import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { sshUrlWithoutSecret } from './rule.js';

const source = (url: string, more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: ${url}
  ref: { branch: main }
${more}`;

test('reports a GitRepository over ssh that names no Secret', () => {
  expectMarks(
    sshUrlWithoutSecret,
    repo`${source("ssh://git@github.com/example/apps.git\n  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssh-url-without-secret: GitRepository 'flux-system/apps' fetches over ssh")}`,
  );
  expectMarks(
    sshUrlWithoutSecret,
    repo`${source('ssh://git@github.com/example/apps.git\n  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssh-url-without-secret', '  secretRef: {}')}`,
  );
});

test('stays silent where a Secret is named, also by a patch, and over https', () => {
  const ssh = 'ssh://git@github.com/example/apps.git';
  expectSilence(sshUrlWithoutSecret, repo`${source(ssh, '  secretRef: { name: apps-deploykey }')}`);
  expectSilence(sshUrlWithoutSecret, repo`${source('https://github.com/example/apps')}`);
  expectSilence(
    sshUrlWithoutSecret,
    repo`${source(ssh)}
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
  - target: { kind: GitRepository, name: apps }
    patch: |
      - op: add
        path: /spec/secretRef
        value: { name: apps-deploykey }
`,
  );
});

test('stays silent on unknown: a variable says which Secret it is', () => {
  expectSilence(
    sshUrlWithoutSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: all, namespace: flux-system }
spec:
  interval: 10m
  path: ./all
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: names }] }
# === all/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: ssh://git@github.com/example/apps.git
  ref: { branch: main }
  secretRef: { name: "${'$'}{KEY}" }
`,
  );
});

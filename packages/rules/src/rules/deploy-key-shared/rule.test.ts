import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { deployKeyShared } from './rule.js';

test('reports a key for two repositories of GitHub', () => {
  expectMarks(
    deployKeyShared,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 5m
  url: ssh://git@github.com/example/apps
  ref: { branch: main }
  secretRef: { name: flux-system }
  #                  ^^^^^^^^^^^ deploy-key-shared: uses the key of Secret 'flux-system/flux-system'
`,
  );
});

test('stays silent on keys of their own, and on one repository under two addresses', () => {
  expectSilence(
    deployKeyShared,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: ssh://git@github.com/example/apps, ref: { branch: main }, secretRef: { name: apps } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: fleet, namespace: flux-system }
spec:
  interval: 5m
  url: ssh://git@ssh.github.com:443/Example/fleet
  ref: { branch: staging }
  secretRef: { name: flux-system }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: elsewhere, namespace: apps }
spec: { interval: 5m, url: ssh://git@github.com/example/web, ref: { branch: main }, secretRef: { name: apps } }
`,
  );
});

test('stays silent on other hosts, which accept a key for several repositories, and on https', () => {
  expectSilence(
    deployKeyShared,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: ssh://git@gitlab.com/example/one, ref: { branch: main }, secretRef: { name: key } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: ssh://git@gitlab.com/example/two, ref: { branch: main }, secretRef: { name: key } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: three, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/three, ref: { branch: main }, secretRef: { name: flux-system } }
`,
  );
});

test('stays silent on unknown: a variable of a Secret names the repository or the key', () => {
  expectSilence(
    deployKeyShared,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: 'ssh://git@github.com/example/${'$'}{REPOSITORY}', secretRef: { name: flux-system } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: ssh://git@github.com/example/two, secretRef: { name: '${'$'}{KEY}' } }
`,
  );
});

import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { unsupportedGitUrl } from './rule.js';

const source = (url: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: ${url}
  ref: { branch: main }
  secretRef: { name: apps-deploykey }
`;

test('reports an address in the short form of scp', () => {
  expectMarks(
    unsupportedGitUrl,
    repo`${source('git@github.com:example/apps.git\n  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unsupported-git-url: in the short form of scp')}`,
  );
});

test('reports an address of another scheme', () => {
  expectMarks(
    unsupportedGitUrl,
    repo`${source('git://example.com/apps.git\n  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^ unsupported-git-url: Flux accepts http, https and ssh only.')}`,
  );
});

test('stays silent on addresses over ssh, http and https', () => {
  expectSilence(unsupportedGitUrl, repo`${source('ssh://git@github.com/example/apps.git')}`);
  expectSilence(unsupportedGitUrl, repo`${source('https://github.com/example/apps')}`);
  expectSilence(unsupportedGitUrl, repo`${source('http://git.example.com/apps')}`);
});

test('stays silent on unknown: a variable holds the address', () => {
  expectSilence(
    unsupportedGitUrl,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: addresses }] }
# === all/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m, url: "${'$'}{ADDRESS}", ref: { branch: main } }
`,
  );
});

test('writes the address in full', () => {
  expectFix(
    unsupportedGitUrl,
    parseRepo(source('git@github.com:example/apps.git # of the shop')),
    parseRepo(source('ssh://git@github.com/example/apps.git # of the shop')).files,
  );
});

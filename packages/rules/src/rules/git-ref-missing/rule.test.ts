import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { gitRefMissing } from './rule.js';

const source = (more: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
${more}`;

test('reports a GitRepository without a ref, and one with an empty ref', () => {
  expectMarks(
    gitRefMissing,
    repo`${source(`spec:
# @1-4 git-ref-missing: GitRepository 'flux-system/apps' names no ref, so Flux follows the branch 'master'.
  interval: 1m
  url: https://github.com/example/apps`)}`,
  );
  expectMarks(
    gitRefMissing,
    repo`${source(`spec:
  interval: 1m
  url: https://github.com/example/apps
  ref: {}
  #    ^^ git-ref-missing`)}`,
  );
});

test('stays silent on every kind of ref', () => {
  for (const ref of ['branch: main', 'tag: v1', 'semver: 1.x', 'name: refs/heads/main', 'commit: 3fb464d']) {
    expectSilence(
      gitRefMissing,
      repo`${source(`spec: { interval: 1m, url: https://github.com/example/apps, ref: { ${ref} } }`)}`,
    );
  }
});

test('stays silent on unknown: a variable holds the branch', () => {
  expectSilence(
    gitRefMissing,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: branches }] }
# === all/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/apps, ref: { branch: "${'$'}{BRANCH}" } }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { ambiguousGitRef } from './rule.js';

test('reports the fields of a ref that are ignored', () => {
  expectMarks(
    ambiguousGitRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 5m
  url: https://github.com/example/apps
  ref:
    branch: main
    # @5-10 ambiguous-git-ref: follows the tag 'v1.2.0' and ignores 'ref.branch'.
    tag: v1.2.0
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: other, namespace: flux-system }
spec:
  interval: 5m
  url: https://github.com/example/other
  ref: { commit: 6c7e3a2b, semver: 1.x, branch: main }
  #                        ^^^^^^ ambiguous-git-ref: follows the commit '6c7e3a2b' and ignores 'ref.semver'.
`,
  );
});

test('reports a tag that an overlay adds to the branch of its base', () => {
  expectMarks(
    ambiguousGitRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
patches:
  - target: { kind: GitRepository, name: apps }
    patch: |
      - op: add
        path: /spec/ref/tag
        value: v1.2.0
# === base/kustomization.yaml
resources: [source.yaml]
# === base/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: main } }
#                                                                  ^^^^^^ ambiguous-git-ref
`,
  );
});

test('stays silent on one field, and on the branch of a commit', () => {
  expectSilence(
    ambiguousGitRef,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { commit: 6c7e3a2b, branch: main } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: other, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/other, ref: { semver: 1.x, tag: '' } }
`,
  );
});

test('stays silent on unknown: a variable of a Secret may leave a field empty', () => {
  expectSilence(
    ambiguousGitRef,
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
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: https://github.com/example/apps, ref: { branch: main, tag: '${'$'}{TAG}' } }
`,
  );
});

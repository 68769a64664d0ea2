import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { includeNotFound } from './rule.js';

const including = (name: string, more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: https://github.com/example/apps
  ref: { branch: main }
  include:
    - repository:
        name: ${name}
${more}`;

const source = (name: string, namespace: string): string => `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: ${name}, namespace: ${namespace} }
spec: { interval: 1m, url: https://github.com/example/${name}, ref: { branch: main } }
`;

test('reports a GitRepository that the cluster does not have', () => {
  expectMarks(
    includeNotFound,
    repo`${including("library\n        #     ^^^^^^^ include-not-found: 'library', which its cluster does not have.")}`,
  );
});

test('reports one that is spelled otherwise, and one of another namespace', () => {
  expectMarks(
    includeNotFound,
    repo`${including("libary\n        #     ^^^^^^ include-not-found: there is 'library'", source('library', 'flux-system'))}`,
  );
  expectMarks(
    includeNotFound,
    repo`${including("library\n        #     ^^^^^^^ include-not-found: stands in namespace 'shared'", source('library', 'shared'))}`,
  );
});

test('stays silent where the GitRepository exists', () => {
  expectSilence(includeNotFound, repo`${including('library', source('library', 'flux-system'))}`);
});

test('stays silent on unknown: a repository that is not at hand may bring it', () => {
  expectSilence(
    includeNotFound,
    repo`${including(
      'library',
      `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: sources, namespace: flux-system }
spec: { interval: 10m, path: ./sources, prune: true, sourceRef: { kind: GitRepository, name: shared } }
${source('shared', 'flux-system')}`,
    )}`,
  );
});

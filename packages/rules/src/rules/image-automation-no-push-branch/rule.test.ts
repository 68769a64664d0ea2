import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { imageAutomationNoPushBranch } from './rule.js';

const source = (ref: string): string => `
# === clusters/prod/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: web, namespace: flux-system }
spec: { interval: 1h, url: https://github.com/example/web${ref} }
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: web }`;

test('reports a source without a branch', () => {
  expectMarks(
    imageAutomationNoPushBranch,
    repo`
${bootstrapped('clusters/prod')}
${source(', ref: { semver: 1.x }')}
  git: { commit: { author: { email: flux@example.com } } }
# @3-5 image-automation-no-push-branch: takes its GitRepository 'flux-system/web' at no branch
`,
  );
});

test('reports a checkout without a branch', () => {
  expectMarks(
    imageAutomationNoPushBranch,
    repo`
${bootstrapped('clusters/prod')}
${source(', ref: { branch: main }')}
  git:
    checkout: { ref: { tag: v1.0.0 } }
# @22-36 image-automation-no-push-branch: checks out no branch
    commit: { author: { email: flux@example.com } }
`,
  );
});

test('stays silent where push, checkout or source name a branch', () => {
  for (const git of [
    '{ push: { branch: updates }, checkout: { ref: { tag: v1.0.0 } } }',
    '{ checkout: { ref: { branch: main } } }',
  ]) {
    expectSilence(
      imageAutomationNoPushBranch,
      repo`${bootstrapped('clusters/prod')}${source(', ref: { semver: 1.x }')}
  git: ${git}
`,
    );
  }
  expectSilence(
    imageAutomationNoPushBranch,
    repo`${bootstrapped('clusters/prod')}${source(', ref: { branch: main }')}
  git: { commit: { author: { email: flux@example.com } } }
`,
  );
});

test('stays silent on unknown: the source is not in the files', () => {
  expectSilence(
    imageAutomationNoPushBranch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: elsewhere }
  git: { commit: { author: { email: flux@example.com } } }
`,
  );
});

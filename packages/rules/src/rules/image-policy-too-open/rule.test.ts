import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { imagePolicyTooOpen } from './rule.js';

const policy = (name: string, rest: string): string => `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: ${name}, namespace: flux-system }
spec:
  imageRepositoryRef: { name: web }
${rest}`;

test('reports ranges that take everything, and orders without a filter', () => {
  const report = expectMarks(
    imagePolicyTooOpen,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${policy('any', '  policy: { semver: { range: "*" } }')}
# @30-32 image-policy-too-open: ImagePolicy 'flux-system/any' takes every version
${policy('zero', '  policy: { semver: { range: ">=0.0.0-0" } }')}
# @30-40 image-policy-too-open: its range is '>=0.0.0-0'
${policy('last', '  policy: { alphabetical: { order: asc } }')}
# @13-24 image-policy-too-open: orders all tags by 'alphabetical'
${policy('number', '  policy: { numerical: {} }')}
# @13-21 image-policy-too-open
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports clusters for tests as a note', () => {
  const report = expectMarks(
    imagePolicyTooOpen,
    repo`
${bootstrapped('clusters/dev')}
# === clusters/dev/images.yaml
${policy('any', '  policy: { semver: { range: x } }')}
# @30-30 image-policy-too-open
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a range that takes every new major version', () => {
  expectMarks(
    imagePolicyTooOpen,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${policy(
  'open',
  `  policy: { semver: { range: ">=1.0.0" } }
#                            ^^^^^^^^^ image-policy-too-open: takes every version from some one on`,
)}
`,
  );
});

test('stays silent for ranges with an end, and for filtered tags', () => {
  expectSilence(
    imagePolicyTooOpen,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${policy('major', '  policy: { semver: { range: 1.x } }')}
${policy('early', '  policy: { semver: { range: ">=0.1.0 <1.0.0" } }')}
${policy('main', '  filterTags: { pattern: "^main-[0-9]+" }\n  policy: { numerical: { order: asc } }')}
`,
  );
});

test('stays silent on unknown: the range is a variable that only the cluster knows', () => {
  expectSilence(
    imagePolicyTooOpen,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/images.yaml
${policy('any', `  policy: { semver: { range: "$${'{RANGE}'}" } }`)}
`,
  );
});

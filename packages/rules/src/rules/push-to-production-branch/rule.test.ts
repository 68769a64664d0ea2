import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { pushToProductionBranch } from './rule.js';

const automation = (git: string, path = './'): string => `
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: all, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: flux-system }
  update: { path: ${path}, strategy: Setters }
  git: ${git}`;

const MARKED = `apiVersion: v1
kind: ConfigMap
metadata: { name: versions, namespace: shop }
data:
  web: 1.0.0 # {"$imagepolicy": "flux-system:web:tag"}`;

test('reports an automation that pushes to the branch of production', () => {
  const report = expectMarks(
    pushToProductionBranch,
    repo`
${bootstrapped('clusters/staging')}
# === clusters/staging/images.yaml
${automation('{ checkout: { ref: { branch: main } } }')}
# @37-40 push-to-production-branch: pushes to the branch 'main', from which production takes 'clusters/production/web.yaml'
${bootstrapped('clusters/production')}
# === clusters/production/web.yaml
${MARKED}
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['production']);
});

test('reports the branch of the source, where nothing else is named', () => {
  expectMarks(
    pushToProductionBranch,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/web.yaml
${MARKED}
# === clusters/production/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: all, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: flux-system }
  #                                       ^^^^^^^^^^^ push-to-production-branch
  git: { commit: { author: { email: flux@example.com } } }
`,
  );
});

test('stays silent for a branch of its own, for files of staging, and where nothing is marked', () => {
  expectSilence(
    pushToProductionBranch,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/web.yaml
${MARKED}
# === clusters/production/images.yaml
${automation('{ checkout: { ref: { branch: main } }, push: { branch: image-updates } }')}
`,
  );
  expectSilence(
    pushToProductionBranch,
    repo`
${bootstrapped('clusters/staging')}
# === clusters/staging/web.yaml
${MARKED}
# === clusters/staging/images.yaml
${automation('{ checkout: { ref: { branch: main } } }', './clusters/staging')}
${bootstrapped('clusters/production')}
# === clusters/production/web.yaml
${MARKED}
`,
  );
});

test('stays silent on unknown: the branch is a variable that only the cluster knows', () => {
  expectSilence(
    pushToProductionBranch,
    repo`
${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/web.yaml
${MARKED}
# === apps/images.yaml
${automation(`{ push: { branch: "$${'{BRANCH}'}" } }`)}
`,
  );
});

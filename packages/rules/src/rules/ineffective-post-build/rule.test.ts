import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { ineffectivePostBuild } from './rule.js';

// In a template string a dollar sign before a brace would be one of TypeScript.
const $ = '$';

const apps = (postBuild: string): string => `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: ${postBuild}`;

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  region: ${$}{region:=eu-west-1}`;

test('reports a postBuild without variables while defaults wait for it', () => {
  const report = expectMarks(
    ineffectivePostBuild,
    repo`
${bootstrapped('clusters/prod')}
${apps('{ substitute: {} }')}
# @3-11 ineffective-post-build: so that 'region' keeps its dollar sign in 'ConfigMap/default/config'
${CONFIG}
`,
  );
  expect(report.findings[0]?.related.map(({ message }) => message)).toContain('The variable');
});

test('stays silent where there are variables, or the strategy says always', () => {
  expectSilence(
    ineffectivePostBuild,
    repo`
${bootstrapped('clusters/prod')}
${apps('{ substitute: { zone: a } }')}
${CONFIG}
`,
  );
  expectSilence(
    ineffectivePostBuild,
    repo`
${bootstrapped('clusters/prod')}
${apps('{ substituteStrategy: Always }')}
${CONFIG}
`,
  );
});

test('stays silent where nothing was written for Flux', () => {
  expectSilence(
    ineffectivePostBuild,
    repo`
${bootstrapped('clusters/prod')}
${apps('{}')}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  panel: ${$}{datasource}
  run.sh: echo ${$}{1:-all}
`,
  );
});

test('stays silent on unknown: variables from an object that is not in the files', () => {
  expectSilence(
    ineffectivePostBuild,
    repo`
${bootstrapped('clusters/prod')}
${apps('{ substituteFrom: [{ kind: ConfigMap, name: cluster, optional: true }] }')}
${CONFIG}
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { invalidSubstitutionSyntax } from './rule.js';

// In a template string a dollar sign before a brace would be one of TypeScript.
const $ = '$';

const APPS = `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substitute: { region: "eu: west", brace: "]" }`;

test('reports what the language of variables cannot read', () => {
  const report = expectMarks(
    invalidSubstitutionSyntax,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  run.sh: |
    echo ${$}{region}
    echo "${$}{names[@]}"
    #     ^^^^^^^^ invalid-substitution-syntax: ConfigMap 'default/config' has a variable in 'data['run.sh']'
`,
  );
  expect(report.findings[0]?.message).toContain('the closing brace is missing');
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports expressions of other programs', () => {
  expectMarks(
    invalidSubstitutionSyntax,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  workflow: run ${$}{{ github.sha }}
  #             ^^^ invalid-substitution-syntax: there is no variable name
`,
  );
});

test('reports a value that breaks the YAML around it', () => {
  expectMarks(
    invalidSubstitutionSyntax,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  region: in ${$}{region}
  #       ^^^^^^^^^^^^ invalid-substitution-syntax: is no valid YAML any more
`,
  );
});

test('stays silent where nothing is replaced, and about escaped variables', () => {
  expectSilence(
    invalidSubstitutionSyntax,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: plain, namespace: default }
data: { run.sh: 'echo ${$}{names[@]}' }
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data: { run.sh: 'echo ${$}${$}{names[@]}' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: left-alone, namespace: default, labels: { kustomize.toolkit.fluxcd.io/substitute: disabled } }
data: { run.sh: 'echo ${$}{names[@]}' }
`,
  );
});

test('stays silent on unknown: variables whose values are not in the files', () => {
  expectSilence(
    invalidSubstitutionSyntax,
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
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data: { region: '${$}{region}' }
`,
  );
});

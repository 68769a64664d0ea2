import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { undefinedVariable } from './rule.js';

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
    substitute: { cluster_name: prod }`;

test('reports a variable that nothing defines, and proposes a default', () => {
  const report = expectMarks(
    undefinedVariable,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  cluster: ${$}{cluster_name}
  region: eu-${$}{region}
  #          ^^^^^^^^^ undefined-variable: The variable 'region' is defined nowhere for Flux Kustomization 'flux-system/apps'
  zone: ${$}{zone:=a}
`,
  );
  const [finding] = report.findings;
  expect(finding?.severity).toBe('error');
  expect(finding?.clusters).toEqual(['prod']);
});

test('reports a variable that is spelled almost alike', () => {
  expectMarks(
    undefinedVariable,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  cluster: ${$}{cluster_nmae}
  #        ^^^^^^^^^^^^^^^ undefined-variable: there is 'cluster_name'
`,
  );
});

test('reports a warning where Flux goes on with an empty text', () => {
  const report = expectMarks(
    undefinedVariable,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.8.3' })}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  region: ${$}{region}
  #       ^^^^^^^^^ undefined-variable
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a note for a comment within a text, where Flux goes on', () => {
  const report = expectMarks(
    undefinedVariable,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.8.3' })}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  values.yaml: |
    # region: ${$}{region}
    #         ^^^^^^^^^ undefined-variable
    region: eu
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a variable of a program in every line that uses it', () => {
  expectMarks(
    undefinedVariable,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/script.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: script, namespace: default }
data:
  run.sh: |
    for module in a b; do
      echo "${$}{module}"
      #     ^^^^^^^^^ undefined-variable: 'module'
    done
    echo ${$}${$}{module} $module
`,
  );
});

test('stays silent where no variables are replaced, or the object has opted out', () => {
  expectSilence(
    undefinedVariable,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: plain, namespace: default }
data: { region: '${$}{region}' }
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: config
  namespace: default
  annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled }
data: { region: '${$}{region}' }
`,
  );
});

test('stays silent on unknown: variables from a Secret that is not in the files', () => {
  expectSilence(
    undefinedVariable,
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
  postBuild:
    substituteFrom:
      - { kind: Secret, name: cluster-secrets }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data: { region: '${$}{region}' }
`,
  );
});

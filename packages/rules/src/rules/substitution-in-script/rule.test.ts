import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { substitutionInScript } from './rule.js';

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
    substitute: { region: eu }`;

test('reports defaults that Flux puts in before the script runs', () => {
  expectMarks(
    substitutionInScript,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: scripts, namespace: default }
data:
  run.sh: |
    #!/bin/sh
    target=${$}{1:-all}
    #      ^^^^^^^^^ substitution-in-script: replaces '1' in ConfigMap 'default/scripts'
    for item in a b; do
      echo "${$}{item:-none}"
      #     ^^^^^^^^^^^^^ substitution-in-script: replaces 'item'
    done
`,
  );
});

test('reports two dollar signs that are the number of a process', () => {
  expectMarks(
    substitutionInScript,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: scripts, namespace: default }
data:
  run.sh: touch /tmp/run.$$
  #       ^^^^^^^^^^^^^^^^^ substitution-in-script: makes one dollar sign of two
`,
  );
});

test('stays silent about variables of Flux, escapes and texts that are no scripts', () => {
  expectSilence(
    substitutionInScript,
    repo`
${bootstrapped('clusters/prod')}
${APPS}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: scripts, namespace: default }
data:
  run.sh: |
    #!/bin/sh
    REGION="${$}{region}"
    REPLICAS=$(( ${$}{replicas:=3} ))
    item=1
    echo "${$}${$}{item:-none}" $$item
  level: ${$}{level:=debug}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: own, namespace: default, annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled } }
data: { run.sh: 'x=1; echo ${$}{x:-2} /tmp/a.$$' }
`,
  );
});

test('stays silent on unknown: a variable that a Secret may define', () => {
  expectSilence(
    substitutionInScript,
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
metadata: { name: scripts, namespace: default }
data: { run.sh: 'item=1; echo ${$}{item:-none}' }
`,
  );
});

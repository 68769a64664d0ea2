import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { unusedVariable } from './rule.js';

// In a template string a dollar sign before a brace would be one of TypeScript.
const $ = '$';

const CONFIG = `# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data: { region: '${$}{region}' }`;

test('reports a variable that nothing uses', () => {
  expectMarks(
    unusedVariable,
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
    substitute:
      region: eu
      regoin: us
      # @7-12 unused-variable: The variable 'regoin' of Flux Kustomization 'flux-system/apps' is used nowhere.
${CONFIG}
`,
  );
});

test('stays silent about a definition that another cluster uses', () => {
  expectSilence(
    unusedVariable,
    repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/test')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === clusters/test/kustomization.yaml
resources: [flux-system, ../../base]
patches:
  - target: { kind: Kustomization, name: apps }
    patch: '- { op: replace, path: /spec/path, value: ./other }'
# === base/kustomization.yaml
resources: [apps.yaml]
# === base/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { region: eu } }
${CONFIG}
# === other/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: other, namespace: default }
`,
  );
});

test('stays silent about what a patch gives to all apps', () => {
  expectSilence(
    unusedVariable,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, apps.yaml]
patches:
  - target: { kind: Kustomization, name: apps }
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: any }
      spec: { postBuild: { substitute: { zone: a } } }
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { region: eu } }
${CONFIG}
`,
  );
});

test('stays silent on unknown: an app whose source is not at hand', () => {
  expectSilence(
    unusedVariable,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/team, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: team }
  postBuild: { substitute: { region: eu } }
`,
  );
});

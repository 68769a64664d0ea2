import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { kustomizeLoadOutsideSource } from './rule.js';

test('reports an entry that climbs out of the repository', () => {
  expectMarks(
    kustomizeLoadOutsideSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- ../../../outside
# @3-18 kustomize-load-outside-source: '../../../outside' leads out of the repository
`,
  );
});

test('reports an absolute path', () => {
  expectMarks(
    kustomizeLoadOutsideSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
patches:
- path: /etc/patch.yaml
  #     ^^^^^^^^^^^^^^^ kustomize-load-outside-source
`,
  );
});

test('stays silent on entries above the path that are in the repository', () => {
  expectSilence(
    kustomizeLoadOutsideSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../outside/config.yaml]
# === shared/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: an address', () => {
  expectSilence(
    kustomizeLoadOutsideSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
`,
  );
});

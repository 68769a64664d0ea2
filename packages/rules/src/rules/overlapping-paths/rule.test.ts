import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { overlappingPaths } from './rule.js';

const app = (name: string, path: string, more = ''): string => `# === clusters/prod/${name}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ${path}${more} }`;

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

test('reports a path inside one that is applied as a whole', () => {
  expectMarks(
    overlappingPaths,
    repo`
${bootstrapped('clusters/prod')}
${app('apps', './apps')}
${app('web', './apps/web', ', targetNamespace: web')}
#                                                                                                ^^^^^^^^^^ overlapping-paths: applies 'apps/web', which 'flux-system/apps' applies too, as a part of 'apps'
# === apps/web/config.yaml
${CONFIG}
`,
  );
});

test('stays silent where a kustomization lists what the outer path has', () => {
  expectSilence(
    overlappingPaths,
    repo`
${bootstrapped('clusters/prod')}
${app('apps', './apps')}
${app('web', './apps/web', ', targetNamespace: web')}
# === apps/kustomization.yaml
resources: [other.yaml]
# === apps/other.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: other, namespace: default }
# === apps/web/config.yaml
${CONFIG}
`,
  );
});

test('stays silent where both apply the same objects, which is a finding of its own', () => {
  expectSilence(
    overlappingPaths,
    repo`
${bootstrapped('clusters/prod')}
${app('apps', './apps')}
${app('web', './apps/web')}
# === apps/web/config.yaml
${CONFIG}
`,
  );
});

test('stays silent on unknown: a source that is not at hand', () => {
  expectSilence(
    overlappingPaths,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: other, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/other, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: a, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: other } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: b, namespace: flux-system }
spec: { interval: 10m, path: ./apps/web, prune: true, sourceRef: { kind: GitRepository, name: other } }
`,
  );
});

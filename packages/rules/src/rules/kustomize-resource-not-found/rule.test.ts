import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { kustomizeResourceNotFound } from './rule.js';

test('reports a file that does not exist', () => {
  expectMarks(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- web.yaml
# @3-10 kustomize-resource-not-found: The file 'web.yaml' does not exist
`,
  );
});

test('reports a directory without a kustomization file', () => {
  expectMarks(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- web
# @3-5 kustomize-resource-not-found: has no kustomization file
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('reports a component and the file of a patch that do not exist', () => {
  expectMarks(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
components: [../../components/alerts]
#            ^^^^^^^^^^^^^^^^^^^^^^^ kustomize-resource-not-found: There is no directory
patches:
- path: patch.yaml
  #     ^^^^^^^^^^ kustomize-resource-not-found: The file 'patch.yaml'
`,
  );
});

test('reports the entry of a base once for all clusters', () => {
  const report = expectMarks(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../base]
# === base/kustomization.yaml
resources: [web.yaml]
#           ^^^^^^^^ kustomize-resource-not-found
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod', 'staging']);
});

test('reports what no cluster applies as a note', () => {
  const report = expectMarks(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === spare/kustomization.yaml
resources: [web.yaml]
#           ^^^^^^^^ kustomize-resource-not-found
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where everything exists', () => {
  expectSilence(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/kustomization.yaml
resources: [config.yaml]
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: an address', () => {
  expectSilence(
    kustomizeResourceNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- https://github.com/example/base?ref=v1.0.0
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { kustomizeDuplicateResource } from './rule.js';

test('reports an entry that stands twice', () => {
  expectMarks(
    kustomizeDuplicateResource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- config.yaml
- config.yaml
# @3-13 kustomize-duplicate-resource: ConfigMap 'default/web' is added twice
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('reports one object in two files', () => {
  const report = expectMarks(
    kustomizeDuplicateResource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, a.yaml, b.yaml]
#                                ^^^^^^ kustomize-duplicate-resource
# === clusters/prod/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === clusters/prod/b.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
  expect(report.findings[0]?.related.map(({ location }) => location.file)).toContain('clusters/prod/a.yaml');
});

test('reports a generated object that exists already', () => {
  expectMarks(
    kustomizeDuplicateResource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml]
configMapGenerator:
- { name: web, namespace: default, literals: [a=b] }
# @3-52 kustomize-duplicate-resource: the behavior must be merge or replace
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on one name in two namespaces or kinds', () => {
  expectSilence(
    kustomizeDuplicateResource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, a.yaml, b.yaml]
# === clusters/prod/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === clusters/prod/b.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: other }
---
apiVersion: v1
kind: Secret
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: what a remote base brings', () => {
  expectSilence(
    kustomizeDuplicateResource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, config.yaml, "https://github.com/example/base?ref=v1"]
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

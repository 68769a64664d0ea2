import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { orphanedManifest } from './rule.js';

const CLUSTER = `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/kustomization.yaml
resources: [web.yaml]
# === apps/web.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }`;

test('reports a manifest beside a kustomization that does not list it, with the clusters that lack it', () => {
  const report = expectMarks(
    orphanedManifest,
    repo`
${CLUSTER}
# === apps/service.yaml
${SERVICE}
#                 ^^^ orphaned-manifest: 'apps/kustomization.yaml' does not list 'service.yaml'
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('reports several manifests of one directory once', () => {
  expectMarks(
    orphanedManifest,
    repo`
${CLUSTER}
# === apps/a.yaml
apiVersion: v1
kind: Service
metadata: { name: a }
#                 ^ orphaned-manifest: does not list 'a.yaml' and 'b.yaml'
# === apps/b.yaml
apiVersion: v1
kind: Service
metadata: { name: b }
`,
  );
});

test('reports a manifest in a directory from which others are listed', () => {
  expectMarks(
    orphanedManifest,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web/deployment.yaml]
# === clusters/prod/web/deployment.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === clusters/prod/web/service.yaml
${SERVICE}
#                 ^^^ orphaned-manifest
`,
  );
});

test('reports a copy of an object that the cluster has only as a note', () => {
  const report = expectMarks(
    orphanedManifest,
    repo`
${CLUSTER}
# === apps/web-2.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
#                 ^^^ orphaned-manifest
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports in a repository without clusters, which others apply', () => {
  expectMarks(
    orphanedManifest,
    repo`
# === deploy/kustomization.yaml
resources: [web.yaml]
# === deploy/web.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web }
# === deploy/service.yaml
${SERVICE}
#                 ^^^ orphaned-manifest
`,
  );
});

test('stays silent where another kustomization lists the manifest', () => {
  expectSilence(
    orphanedManifest,
    repo`
${CLUSTER}
# === apps/service.yaml
${SERVICE}
# === preview/kustomization.yaml
resources: [../apps, ../apps/service.yaml]
`,
  );
});

test('stays silent on files that are no manifests, that are set aside or commented out', () => {
  expectSilence(
    orphanedManifest,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
# - service.yaml
# === clusters/prod/service.yaml
${SERVICE}
# === clusters/prod/values.yaml
replicas: 2
# === clusters/prod/secret.example.yaml
apiVersion: v1
kind: Secret
metadata: { name: web }
# === clusters/prod/kind.yaml
apiVersion: kind.x-k8s.io/v1alpha4
kind: Cluster
metadata: { name: local }
`,
  );
});

test('stays silent on files that the source leaves out', () => {
  expectSilence(
    orphanedManifest,
    repo`
${CLUSTER}
# === .sourceignore
/apps/service.yaml
# === apps/service.yaml
${SERVICE}
`,
  );
});

test('stays silent in directories that no cluster reaches', () => {
  expectSilence(
    orphanedManifest,
    repo`
${CLUSTER}
# === old/kustomization.yaml
resources: []
# === old/service.yaml
${SERVICE}
`,
  );
});

test('stays silent on unknown: a kustomization that cannot be read may list it', () => {
  expectSilence(
    orphanedManifest,
    repo`
${CLUSTER}
# === apps/service.yaml
${SERVICE}
# === preview/kustomization.yaml
unknownField: true
resources: [missing.yaml, ../apps/service.yaml]
`,
  );
});

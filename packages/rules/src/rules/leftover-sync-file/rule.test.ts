import { expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { leftoverSyncFile } from './rule.js';

const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, ref: { branch: main }, url: https://github.com/example/fleet }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 10m, path: ./clusters/prod, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }`;

test('reports the file that the cluster does not sync by', () => {
  expectMarks(
    leftoverSyncFile,
    repo`
# === clusters/prod/kustomization.yaml
resources: [../_base/flux-system/gotk-sync.yaml]
# === clusters/_base/flux-system/gotk-sync.yaml
${SYNC}
# === clusters/prod/flux-system/gotk-sync.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
#                 ^^^^^^^^^^^ leftover-sync-file: Nothing applies
spec: { interval: 1m, ref: { branch: main }, url: https://github.com/example/fleet }
`,
  );
});

test('stays silent about the file that the cluster syncs by', () => {
  expectSilence(
    leftoverSyncFile,
    repo`
# === clusters/prod/kustomization.yaml
resources: [flux-system/gotk-sync.yaml]
# === clusters/prod/flux-system/gotk-sync.yaml
${SYNC}
`,
  );
});

test('stays silent on unknown roots: where the root applies every file, and where it takes in none', () => {
  expectSilence(
    leftoverSyncFile,
    repo`
# === clusters/prod/flux-system/gotk-sync.yaml
${SYNC}
`,
  );
  expectSilence(
    leftoverSyncFile,
    repo`
# === clusters/prod/kustomization.yaml
resources: [apps.yaml]
# === clusters/prod/apps.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
# === clusters/prod/flux-system/gotk-sync.yaml
${SYNC}
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { suspendedObject } from './rule.js';

test('reports objects of every kind that are suspended', () => {
  expectMarks(
    suspendedObject,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  suspend: true
  #        ^^^^ suspended-object: Kustomization 'flux-system/apps' is suspended, and no comment says why
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: web, namespace: flux-system }
spec: { interval: 10m, image: web, suspend: true }
#                                           ^^^^ suspended-object
`,
  );
});

test('reports what no cluster uses as a note', () => {
  const report = expectMarks(
    suspendedObject,
    repo`
${bootstrapped('clusters/prod')}
# === examples/web.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: web, namespace: flux-system }
spec: { interval: 10m, url: https://github.com/example/web, suspend: true }
#                                                                    ^^^^ suspended-object
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where a comment gives the reason, and for objects that are not suspended', () => {
  expectSilence(
    suspendedObject,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  suspend: true # until the move to the new cluster, 2026-12-01
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec:
  interval: 10m
  # Frozen for the audit.
  suspend: true
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: old, namespace: flux-system }
spec:
  interval: 10m
  suspend: true
    # The server is down for maintenance.
  url: https://github.com/example/old
---
apiVersion: batch/v1
kind: Job
metadata: { name: once, namespace: shop }
spec: { suspend: true }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: web, namespace: flux-system }
spec: { interval: 10m, url: https://github.com/example/web, suspend: false }
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows decides', () => {
  expectSilence(
    suspendedObject,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/web.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: web, namespace: flux-system }
spec:
  interval: 10m
  url: https://github.com/example/web
  suspend: $${'{SUSPEND}'}
`,
  );
});

test('stays silent where a comment of the document says when it is resumed, and not for one that says something else', () => {
  const suspended = (comment: string, mark = ''): string => `
${bootstrapped('clusters/prod')}
# === clusters/prod/source.yaml
${comment}
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: web
  namespace: flux-system
spec:
  interval: 10m
  url: https://github.com/example/web
  suspend: true
${mark}`;
  expectSilence(
    suspendedObject,
    repo`${suspended('# Off in this cluster: enable it once the quota is raised.')}`,
  );
  expectMarks(suspendedObject, repo`${suspended('# The shop.', '  #        ^^^^ suspended-object')}`);
});

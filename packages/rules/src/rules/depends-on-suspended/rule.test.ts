import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { dependsOnSuspended } from './rule.js';

const source = 'sourceRef: { kind: GitRepository, name: flux-system }';

test('reports a dependency that is suspended', () => {
  expectMarks(
    dependsOnSuspended,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
spec: { interval: 10m, path: ./infra, prune: true, suspend: true, ${source} }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  ${source}
  dependsOn:
    - name: infra
      #     ^^^^^ depends-on-suspended: Kustomization 'flux-system/apps' depends on 'flux-system/infra', which is suspended.
`,
  );
});

test('stays silent where the dependency runs, the app is suspended too, or has a condition of its own', () => {
  expectSilence(
    dependsOnSuspended,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
spec: { interval: 10m, path: ./infra, prune: true, suspend: true, ${source} }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: base, namespace: flux-system }
spec: { interval: 10m, path: ./base, prune: true, suspend: false, ${source} }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: old, namespace: flux-system }
spec: { interval: 10m, path: ./old, prune: true, suspend: true, ${source}, dependsOn: [{ name: infra }] }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  ${source}
  dependsOn:
    - name: base
    - name: infra
      readyExpr: dep.metadata.labels['state'] == 'done'
`,
  );
});

test('stays silent on unknown: a variable says whether the dependency is suspended', () => {
  expectSilence(
    dependsOnSuspended,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: all, namespace: flux-system }
spec:
  interval: 10m
  path: ./all
  prune: true
  ${source}
  postBuild: { substituteFrom: [{ kind: Secret, name: switches }] }
# === all/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
spec: { interval: 10m, path: ./infra, prune: true, suspend: ${'$'}{FROZEN}, ${source} }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, ${source}, dependsOn: [{ name: infra }] }
`,
  );
});

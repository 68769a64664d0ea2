import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { healthCheckIneffective } from './rule.js';

test('reports checks that wait replaces, and expressions that nothing uses', () => {
  const report = expectMarks(
    healthCheckIneffective,
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
  wait: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }]
# @3-14 health-check-ineffective: sets 'wait', so that its 'healthChecks' are ignored
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec:
  interval: 10m
  path: ./more
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthCheckExprs:
# @3-18 health-check-ineffective: neither 'wait' nor 'healthChecks'
    - { apiVersion: example.com/v1, kind: Shop, current: status.ready }
`,
  );
  expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});

test('reports expressions that cannot be read', () => {
  const report = expectMarks(
    healthCheckIneffective,
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
  wait: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthCheckExprs:
    - apiVersion: example.com/v1
      kind: Shop
      current: status.conditions.exists(e, e.type == 'Ready'
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ health-check-ineffective: is not CEL
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 30m
  chartRef: { kind: OCIRepository, name: web }
  healthCheckExprs:
    - { apiVersion: example.com/v1, kind: Shop, current: "status.ready = true" }
    #                                                    ^^^^^^^^^^^^^^^^^^^^^ health-check-ineffective: HelmRelease 'shop/web'
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('stays silent for checks that are used, and expressions that can be read', () => {
  expectSilence(
    healthCheckIneffective,
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
  wait: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthCheckExprs:
    - apiVersion: example.com/v1
      kind: Shop
      current: status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')
      inProgress: has(status.phase) && status.phase in ['Pending', "Starting"]
      failed: status.?phase.orValue('') == 'Failed'
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec:
  interval: 10m
  path: ./more
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthChecks: [{ apiVersion: example.com/v1, kind: Shop, name: web, namespace: shop }]
  healthCheckExprs: [{ apiVersion: example.com/v1, kind: Shop, current: status.ready }]
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows decides whether it waits', () => {
  expectSilence(
    healthCheckIneffective,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/outer.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: outer, namespace: flux-system }
spec:
  interval: 10m
  path: ./outer
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === outer/inner.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: inner, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  wait: $${'{WAIT}'}
  sourceRef: { kind: GitRepository, name: flux-system }
  healthCheckExprs: [{ apiVersion: example.com/v1, kind: Shop, current: "$${'{EXPRESSION}'}" }]
`,
  );
});

test('reports names that expressions do not know, and a readyExpr that is not closed', () => {
  expectMarks(
    healthCheckIneffective,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: base, namespace: flux-system }
spec:
  interval: 10m
  path: ./base
  prune: true
  wait: true
  sourceRef: { kind: GitRepository, name: flux-system }
  healthCheckExprs:
    - apiVersion: example.org/v1
      kind: Ticket
      current: obj.status.done
      #        ^^^^^^^^^^^^^^^ health-check-ineffective: asks for 'obj' in a health check expression
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  dependsOn:
    - name: base
      readyExpr: parent.metadata.generation > 1
      #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ health-check-ineffective: asks for 'parent' in 'readyExpr', which knows 'dep' and 'self' only
    - name: flux-system
      readyExpr: has(dep.status
      #          ^^^^^^^^^^^^^^ health-check-ineffective: has a 'readyExpr' that is not CEL
`,
  );
});

test('stays silent on a readyExpr that compares the two apps', () => {
  expectSilence(
    healthCheckIneffective,
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
  dependsOn:
    - name: flux-system
      readyExpr: dep.status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True') && self.spec.prune
`,
  );
});

import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { removedKubernetesApi } from './rule.js';

test('reports a version that moved; the same fields mean the same there, so that it can be changed', () => {
  const report = expectMarks(
    removedKubernetesApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/backup.yaml
apiVersion: batch/v1beta1
#           ^^^^^^^^^^^^^ removed-kubernetes-api: CronJob 'default/backup' is written in batch/v1beta1, which Kubernetes removed in 1.25; use batch/v1
kind: CronJob
metadata: { name: backup, namespace: default }
spec: { schedule: "0 3 * * *" }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
  expect(report.findings[0]?.fix?.safety).toBe('safe');
});

test('reports a version whose fields changed, with a change that needs a look', () => {
  const report = expectMarks(
    removedKubernetesApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: networking.k8s.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ removed-kubernetes-api: removed in 1.22; use networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: default }
`,
  );
  expect(report.findings[0]?.fix).toBeUndefined();
  expect(report.findings[0]?.suggestions).toHaveLength(1);
});

test('reports a kind that is gone altogether, also where no cluster applies it', () => {
  expectMarks(
    removedKubernetesApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
# === base/kustomization.yaml
resources: [policy.yaml]
# === base/policy.yaml
apiVersion: policy/v1beta1
#           ^^^^^^^^^^^^^^ removed-kubernetes-api: PodSecurityPolicy 'restricted' is written in policy/v1beta1, which Kubernetes removed in 1.25 without replacement
kind: PodSecurityPolicy
metadata: { name: restricted }
`,
  );
});

test('stays silent on versions that are served, and on kinds of the same name', () => {
  expectSilence(
    removedKubernetesApi,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: default }
---
apiVersion: networking.k8s.io/v1beta1
kind: ServiceCIDR
metadata: { name: more }
---
apiVersion: networking.example.com/v1beta1
kind: Ingress
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: an API version that is a variable without a value in the files', () => {
  expectSilence(
    removedKubernetesApi,
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
# === apps/backup.yaml
apiVersion: batch/${'$'}{version}
kind: CronJob
metadata: { name: backup, namespace: default }
`,
  );
});

test('changes the version and nothing else', () => {
  const text = (version: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/backup.yaml
apiVersion: "batch/${version}" # nightly
kind: CronJob
metadata: { name: backup, namespace: default }
spec: { schedule: "0 3 * * *" }
`;
  expectFix(removedKubernetesApi, parseRepo(text('v1beta1')), parseRepo(text('v1')).files);
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { receiverTargetsApplier } from './rule.js';

const receiver = (resources: string): string => `
# === clusters/prod/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: webhook, namespace: flux-system }
spec:
  type: github
  secretRef: { name: webhook-token }
  resources:
${resources}`;

test('reports appliers among the resources', () => {
  expectMarks(
    receiverTargetsApplier,
    repo`
${bootstrapped('clusters/prod')}
${receiver('    - { kind: GitRepository, name: flux-system }\n    - { kind: Kustomization, name: apps }')}
# @15-27 receiver-targets-applier: triggers Kustomization 'apps'
    - { kind: HelmRelease, name: web }
# @15-25 receiver-targets-applier: triggers HelmRelease 'web'
`,
  );
});

test('stays silent for sources and image repositories', () => {
  expectSilence(
    receiverTargetsApplier,
    repo`
${bootstrapped('clusters/prod')}
${receiver('    - { kind: GitRepository, name: flux-system }\n    - { kind: ImageRepository, name: "*" }')}
`,
  );
});

test('stays silent on unknown: the kind is a variable that only the cluster knows', () => {
  expectSilence(
    receiverTargetsApplier,
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
# === apps/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: webhook, namespace: flux-system }
spec:
  type: github
  secretRef: { name: webhook-token }
  resources: [{ kind: "$${'{KIND}'}", name: flux-system }]
`,
  );
});

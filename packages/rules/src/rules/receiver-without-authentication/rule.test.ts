import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { receiverWithoutAuthentication } from './rule.js';

const receiver = (type: string): string => `
# === clusters/prod/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: webhook, namespace: flux-system }
spec:
  secretRef: { name: webhook-token }
  resources: [{ kind: GitRepository, name: flux-system }]
  type: ${type}`;

test('reports a receiver that checks nothing', () => {
  expectMarks(
    receiverWithoutAuthentication,
    repo`
${bootstrapped('clusters/prod')}
${receiver('generic')}
# @9-15 receiver-without-authentication: Receiver 'flux-system/webhook' of type 'generic'
`,
  );
});

test('stays silent for receivers that check a signature, and suspended ones', () => {
  expectSilence(
    receiverWithoutAuthentication,
    repo`${bootstrapped('clusters/prod')}${receiver('generic-hmac')}`,
  );
  expectSilence(receiverWithoutAuthentication, repo`${bootstrapped('clusters/prod')}${receiver('github')}`);
  expectSilence(
    receiverWithoutAuthentication,
    repo`${bootstrapped('clusters/prod')}${receiver('generic')}
  suspend: true
`,
  );
});

test('stays silent on unknown: the type is a variable that only the cluster knows', () => {
  expectSilence(
    receiverWithoutAuthentication,
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
  type: $${'{TYPE}'}
  secretRef: { name: webhook-token }
  resources: [{ kind: GitRepository, name: flux-system }]
`,
  );
});

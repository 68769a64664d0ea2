import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { receiverResourceNotFound } from './rule.js';

const receiver = (resources: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: github, namespace: flux-system }
spec:
  type: github
  secretRef: { name: webhook-token }
  resources:
${resources}
`;

test('reports an object that the cluster does not have', () => {
  expectMarks(
    receiverResourceNotFound,
    repo`${receiver(`    - kind: GitRepository
      name: fleet
      #     ^^^^^ receiver-resource-not-found: GitRepository 'flux-system/fleet', which its cluster does not have.
    - kind: GitRepository
      name: flux-sytem
      #     ^^^^^^^^^^ receiver-resource-not-found: there is 'flux-system'
    - kind: OCIRepository
      name: flux-system
      #     ^^^^^^^^^^^ receiver-resource-not-found: there is GitRepository 'flux-system/flux-system'`)}`,
  );
});

test('stays silent where the object exists, and on wildcards', () => {
  expectSilence(
    receiverResourceNotFound,
    repo`${receiver(`    - { kind: GitRepository, name: flux-system }
    - { kind: HelmRepository, name: '*', matchLabels: { team: web } }
    - { kind: HelmChart, name: podinfo-podinfo }`)}`,
  );
});

test('stays silent on unknown: nothing in the files says how Flux gets to the cluster', () => {
  expectSilence(
    receiverResourceNotFound,
    repo`
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: fleet } }
# === clusters/prod/receiver.yaml
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: github, namespace: flux-system }
spec:
  type: github
  secretRef: { name: webhook-token }
  resources: [{ kind: GitRepository, name: fleet }]
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { providerRefNotFound } from './rule.js';

const alert = (name: string, providers: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: failures, namespace: flux-system }
spec:
  providerRef:
    name: ${name}
  eventSources: [{ kind: Kustomization, name: '*' }]
# === clusters/prod/providers.yaml
${providers}
`;

const provider = (name: string, namespace: string): string => `---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: slack, secretRef: { name: slack } }`;

test('reports a Provider that the cluster does not have', () => {
  expectMarks(
    providerRefNotFound,
    repo`${alert("chat\n    #     ^^^^ provider-ref-not-found: Provider 'chat', which its cluster does not have.", provider('pager', 'flux-system'))}`,
  );
});

test('reports a Provider that is spelled otherwise, and one of another namespace', () => {
  expectMarks(
    providerRefNotFound,
    repo`${alert("slak\n    #     ^^^^ provider-ref-not-found: there is 'slack'", provider('slack', 'flux-system'))}`,
  );
  expectMarks(
    providerRefNotFound,
    repo`${alert("slack\n    #     ^^^^^ provider-ref-not-found: stands in namespace 'monitoring'", provider('slack', 'monitoring'))}`,
  );
});

test('stays silent where the Provider stands beside the Alert', () => {
  expectSilence(providerRefNotFound, repo`${alert('slack', provider('slack', 'flux-system'))}`);
});

test('stays silent on unknown: a repository that is not at hand may bring the Provider', () => {
  expectSilence(
    providerRefNotFound,
    repo`${alert(
      'slack',
      `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./providers, prune: true, sourceRef: { kind: GitRepository, name: shared } }`,
    )}`,
  );
});

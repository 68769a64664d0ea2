import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { alertWithoutMatchingSource } from './rule.js';

const alert = (entries: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: chat, namespace: flux-system }
spec:
  providerRef: { name: chat }
  eventSources:
${entries}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: podinfo }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: podinfo } }
`;

test('reports an object that the cluster does not have, and one of another namespace', () => {
  expectMarks(
    alertWithoutMatchingSource,
    repo`${alert(`    - kind: Kustomization
      name: apps
      #     ^^^^ alert-without-matching-source: Kustomization 'flux-system/apps', which its cluster does not have.
    - kind: HelmRelease
      name: podinfo
      #     ^^^^^^^ alert-without-matching-source: which stands in namespace 'podinfo'`)}`,
  );
});

test('reports a wildcard that looks only into the namespace of the Alert', () => {
  expectMarks(
    alertWithoutMatchingSource,
    repo`${alert(`    - kind: Kustomization
      name: '*'
    - kind: HelmRelease
      name: '*'
      #     ^^^ alert-without-matching-source: watches every HelmRelease of namespace 'flux-system'`)}`,
  );
});

test('stays silent where the entries match, or are wildcards for kinds that the cluster does not use', () => {
  expectSilence(
    alertWithoutMatchingSource,
    repo`${alert(`    - { kind: Kustomization, name: flux-system }
    - { kind: HelmRelease, name: podinfo, namespace: podinfo }
    - { kind: GitRepository, name: '*' }
    - { kind: Bucket, name: '*' }
    - { kind: HelmRelease, name: '*', namespace: apps }
    - { kind: HelmChart, name: podinfo-podinfo, namespace: podinfo }`)}`,
  );
});

test('stays silent where another Alert watches the kind', () => {
  expectSilence(
    alertWithoutMatchingSource,
    repo`${alert("    - { kind: HelmRelease, name: '*' }")}
# === clusters/prod/other.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: chat, namespace: podinfo }
spec: { providerRef: { name: chat }, eventSources: [{ kind: HelmRelease, name: '*' }] }
`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring the objects', () => {
  expectSilence(
    alertWithoutMatchingSource,
    repo`${alert("    - { kind: HelmRelease, name: '*' }\n    - { kind: HelmRelease, name: redis }")}
# === clusters/prod/shared.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: shared } }
`,
  );
});

import { bootstrapped, expectFix, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { sourceWrongNamespace } from './rule.js';

const repository = (namespace: string): string => `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: ${namespace} }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo }`;

const release = (reference: string, ...more: string[]): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chart:
    spec:
      chart: podinfo
      sourceRef:
        kind: HelmRepository
        name: ${reference}
${more.join('\n')}
`;

test('reports a source that stands in another namespace only', () => {
  const report = expectMarks(
    sourceWrongNamespace,
    repo`${release(
      "podinfo\n        #     ^^^^^^^ source-wrong-namespace: HelmRepository 'default/podinfo', but that source stands in namespace 'flux-system'.",
      repository('flux-system'),
    )}`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('stays silent where the source is named with its namespace, or stands beside the app', () => {
  expectSilence(
    sourceWrongNamespace,
    repo`${release('podinfo\n        namespace: flux-system', repository('flux-system'))}`,
  );
  expectSilence(
    sourceWrongNamespace,
    repo`${release('podinfo', repository('default'), repository('flux-system'))}`,
  );
});

test('stays silent where several sources could be meant: another rule tells', () => {
  expectSilence(
    sourceWrongNamespace,
    repo`${release('podinfo', repository('apps'), repository('flux-system'))}`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring the source', () => {
  expectSilence(
    sourceWrongNamespace,
    repo`${release(
      'podinfo',
      repository('flux-system'),
      `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./sources, prune: true, sourceRef: { kind: GitRepository, name: shared } }`,
    )}`,
  );
});

test('offers to replace the namespace that stands there', () => {
  const before = repo`${release('podinfo\n        namespace: elsewhere', repository('flux-system'))}`;
  const file = 'clusters/prod/podinfo.yaml' as const;
  const after = before.files[file]?.replace('namespace: elsewhere', 'namespace: flux-system') ?? '';
  expectFix(sourceWrongNamespace, before, { [file]: after }, { fixes: 'unsafe' });
});

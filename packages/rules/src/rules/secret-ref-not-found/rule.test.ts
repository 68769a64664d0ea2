import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { secretRefNotFound } from './rule.js';

// The one that bootstrap makes would be reported in each of them.
const bootstrap = bootstrapped('clusters/prod').replace('  secretRef:\n    name: flux-system\n', '');

const apps = (secret: string, more = ''): string => `${bootstrap}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: ssh://git@github.com/example/apps.git
  ref: { branch: main }
  secretRef:
    name: ${secret}
${more}`;

test('reports a Secret that is not in the repository, as a note', () => {
  const report = expectMarks(
    secretRefNotFound,
    repo`${apps("deploykey\n    #     ^^^^^^^^^ secret-ref-not-found: GitRepository 'flux-system/apps' needs Secret 'flux-system/deploykey'")}`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a Secret with values or variables', () => {
  expectMarks(
    secretRefNotFound,
    repo`
${bootstrap}
# === clusters/prod/apps.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: default }
spec:
  interval: 10m
  chartRef: { kind: OCIRepository, name: podinfo }
  valuesFrom:
    - kind: Secret
      name: podinfo-passwords
      #     ^^^^^^^^^^^^^^^^^ secret-ref-not-found: HelmRelease 'default/podinfo'
    - { kind: Secret, name: podinfo-extras, optional: true }
    - { kind: ConfigMap, name: podinfo-values }
`,
  );
});

test('stays silent where the Secret is in the repository, or is made for an object of it', () => {
  const secret = `---
apiVersion: v1
kind: Secret
metadata: { name: deploykey, namespace: flux-system }
stringData: { identity: abc, known_hosts: def }`;
  expectSilence(secretRefNotFound, repo`${apps('deploykey', secret)}`);
  const sealed = `---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: deploykey, namespace: flux-system }`;
  expectSilence(secretRefNotFound, repo`${apps('deploykey', sealed)}`);
  const external = `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: github, namespace: flux-system }
spec: { target: { name: deploykey } }`;
  expectSilence(secretRefNotFound, repo`${apps('deploykey', external)}`);
});

test('stays silent where a maker of the whole cluster was given a namespace by kustomize', () => {
  const maker = `---
apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: { name: keys, namespace: external-secrets }
spec: { externalSecretName: deploykey }`;
  expectSilence(secretRefNotFound, repo`${apps('deploykey', maker)}`);
});

test('tells once of a Secret that several objects need, with the others beside it', () => {
  const { findings } = expectMarks(
    secretRefNotFound,
    repo`
${bootstrap}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: one, namespace: flux-system }
spec:
  interval: 10m
  path: ./one
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
  #                                                   ^^^^^^^^ secret-ref-not-found: Kustomization 'flux-system/one'
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: two, namespace: flux-system }
spec:
  interval: 10m
  path: ./two
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === one/kustomization.yaml
resources: []
# === two/kustomization.yaml
resources: []
`,
  );
  expect(findings[0]?.related.map(({ message }) => message)).toContain(
    "Kustomization 'flux-system/two' needs it too",
  );
});

test('stays silent on unknown: a variable says which Secret is needed', () => {
  expectSilence(
    secretRefNotFound,
    repo`
${bootstrap}
# === clusters/prod/all.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: all, namespace: flux-system }
spec:
  interval: 10m
  path: ./all
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: names }] }
# === all/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1m
  url: ssh://git@github.com/example/apps.git
  ref: { branch: main }
  secretRef: { name: "${'$'}{KEY}" }
`,
  );
});

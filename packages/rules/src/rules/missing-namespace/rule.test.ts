import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { missingNamespace } from './rule.js';

test('reports a Flux object without a namespace, and proposes that of its app', () => {
  const report = expectMarks(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: my-apps
  #     ^^^^^^^ missing-namespace: GitRepository 'my-apps' has no namespace
spec: { interval: 1m, url: https://github.com/example/my-apps, ref: { branch: main } }
`,
  );
  expect(report.findings[0]?.suggestions?.map(({ title }) => title)).toEqual([
    "Put it into namespace 'flux-system'",
  ]);
});

test('reports an object of Kubernetes without a namespace, and proposes nothing', () => {
  const report = expectMarks(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  #     ^^^^^^^^ missing-namespace: neither a kustomization nor 'apps' gives it one
data: { level: debug }
`,
  );
  expect(report.findings[0]?.suggestions).toBeUndefined();
});

test('reports a custom resource whose definition the cluster brings', () => {
  expectMarks(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/widgets.yaml
${definition('Namespaced')}
---
apiVersion: example.com/v1
kind: Widget
metadata:
  name: blue
  #     ^^^^ missing-namespace
`,
  );
});

test('stays silent where the app gives the namespace', () => {
  expectSilence(
    missingNamespace,
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
  targetNamespace: apps
  sourceRef: { kind: GitRepository, name: flux-system }
# === apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
`,
  );
});

test('stays silent where a kustomization gives the namespace', () => {
  expectSilence(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, settings]
# === clusters/prod/settings/kustomization.yaml
namespace: apps
resources: [settings.yaml]
# === clusters/prod/settings/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
`,
  );
});

test('stays silent on kinds that have no namespace', () => {
  expectSilence(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: v1
kind: Namespace
metadata: { name: apps }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: []
---
${definition('Cluster')}
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: blue }
`,
  );
});

test('stays silent on unknown: a kind that nothing in the files defines', () => {
  expectSilence(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/issuer.yaml
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: { name: letsencrypt }
`,
  );
});

test('stays silent on unknown: a component of another repository may give the namespace', () => {
  expectSilence(
    missingNamespace,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, settings]
# === clusters/prod/settings/kustomization.yaml
resources: [settings.yaml]
components: [https://github.com/example/components//tenant?ref=v1]
# === clusters/prod/settings/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
`,
  );
});

test('stays silent on unknown: the namespace is a variable', () => {
  expectSilence(
    missingNamespace,
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
# === apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: ${'$'}{tenant}
`,
  );
});

function definition(scope: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: ${scope}
  versions:
  - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }`;
}

test('puts an object where another one looks for it', () => {
  const text = (namespace: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: my-apps # of the team${namespace}
spec: { interval: 1m, url: https://github.com/example/my-apps, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: my-apps } }
`;
  expectFix(missingNamespace, parseRepo(text('')), parseRepo(text('\n  namespace: flux-system')).files);
});

test('leaves it to people where nothing looks for the object', () => {
  const text = `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: my-apps }
spec: { interval: 1m, url: https://github.com/example/my-apps, ref: { branch: main } }
`;
  expectFix(missingNamespace, parseRepo(text), {});
});

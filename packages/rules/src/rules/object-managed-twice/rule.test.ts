import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { objectManagedTwice } from './rule.js';

const app = (name: string, path: string, more = ''): string => `# === clusters/prod/${name}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ${path}${more} }`;

const NAMESPACE = (marks = ''): string => `apiVersion: v1
kind: Namespace
metadata: { name: shop${marks} }`;

const CONFIG = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }`;

test('reports an object that two Flux Kustomizations render', () => {
  const report = expectMarks(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('api', './api')}
${app('web', './web')}
# === api/namespace.yaml
${NAMESPACE()}
# === web/namespace.yaml
${NAMESPACE()}
#                 ^^^^ object-managed-twice: 'flux-system/api' and 'flux-system/web' both apply 'Namespace/shop'.
`,
  );
  expect(report.findings[0]?.related[0]?.location.file).toBe('api/namespace.yaml');
});

test('reports two that apply the same path once, at the path', () => {
  expectMarks(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('api', './api')}
${app('web', './api')}
#                                                                                                ^^^^^ object-managed-twice: both apply 'api', and with it 'ConfigMap/shop/a', 'ConfigMap/shop/b'
# === api/config.yaml
${CONFIG('a')}
---
${CONFIG('b')}
---
${CONFIG('c')}
---
${CONFIG('d')}
`,
  );
});

test('reports several objects that they share once', () => {
  expectMarks(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('api', './api')}
${app('web', './web')}
#                                                                                                ^^^^^ object-managed-twice: both apply 'ConfigMap/shop/a' and 'ConfigMap/shop/b'.
# === base/kustomization.yaml
resources: [config.yaml]
# === base/config.yaml
${CONFIG('a')}
---
${CONFIG('b')}
# === api/kustomization.yaml
resources: [../base]
# === web/kustomization.yaml
resources: [../base]
`,
  );
});

test('reports an object that is never pruned as a warning', () => {
  const marks = ', annotations: { kustomize.toolkit.fluxcd.io/prune: disabled }';
  const report = expectMarks(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('api', './api')}
${app('web', './web')}
# === api/namespace.yaml
${NAMESPACE(marks)}
# === web/namespace.yaml
${NAMESPACE(marks)}
#                 ^^^^ object-managed-twice
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where one is suspended, goes to another cluster, or only creates the object', () => {
  const once = ', annotations: { kustomize.toolkit.fluxcd.io/ssa: IfNotPresent }';
  expectSilence(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('api', './api')}
${app('old', './api', ', suspend: true')}
${app('remote', './api', ', kubeConfig: { secretRef: { name: other } }')}
${app('web', './web')}
# === api/namespace.yaml
${NAMESPACE()}
# === web/namespace.yaml
${NAMESPACE(once)}
`,
  );
});

test('stays silent on unknown: a name that is filled in later may differ', () => {
  const more = (name: string): string =>
    `, postBuild: { substituteFrom: [{ kind: ConfigMap, name: ${name} }] }`;
  expectSilence(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('api', './tenant', more('api'))}
${app('web', './tenant', more('web'))}
# === tenant/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: "${'$'}{TENANT}" }
`,
  );
});

test('reports one that fights with many others once, at its own path', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  expectMarks(
    objectManagedTwice,
    repo`
${bootstrapped('clusters/prod')}
${app('all', './apps')}
# @98-103 object-managed-twice: 'flux-system/all' applies objects of 5 others, too: 'flux-system/a', 'flux-system/b', 'flux-system/c' and 2 more.
${names.map((name) => app(name, `./apps/${name}`)).join('\n')}
${names.map((name) => `# === apps/${name}/config.yaml\n${CONFIG(name)}`).join('\n')}
`,
  );
});

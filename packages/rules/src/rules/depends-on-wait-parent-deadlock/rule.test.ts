import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { dependsOnWaitParentDeadlock } from './rule.js';

const source = 'sourceRef: { kind: GitRepository, name: flux-system }';

const app = (name: string, path: string, more = ''): string => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./${path}
  prune: true
  ${source}
${more}`;

const account = `apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }`;

test('reports a child that depends on the parent that waits for it', () => {
  expectMarks(
    dependsOnWaitParentDeadlock,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
${app('all', 'all', '  wait: true')}
# === all/apps.yaml
${app('apps', 'apps', '  dependsOn:\n    - name: all')}
#           ^^^ depends-on-wait-parent-deadlock: 'flux-system/all', which cannot be ready before it: 'flux-system/all' waits for 'flux-system/apps'.
# === apps/account.yaml
${account}
`,
  );
});

test('reports a parent that checks the health of a child that depends on it by a third app', () => {
  const check =
    '{ apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: apps, namespace: flux-system }';
  expectMarks(
    dependsOnWaitParentDeadlock,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
${app('all', 'all', `  healthChecks: [${check}]`)}
# === clusters/prod/infra.yaml
${app('infra', 'apps', '  dependsOn:\n    - name: all')}
# === all/apps.yaml
${app('apps', 'apps', '  dependsOn:\n    - name: infra')}
#           ^^^^^ depends-on-wait-parent-deadlock: 'flux-system/infra' depends on 'flux-system/all', 'flux-system/all' checks the health of 'flux-system/apps'.
# === apps/account.yaml
${account}
`,
  );
});

test('reports a parent that depends on its own child', () => {
  expectMarks(
    dependsOnWaitParentDeadlock,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
${app('all', 'all', '  dependsOn:\n    - name: apps')}
#           ^^^^ depends-on-wait-parent-deadlock: 'flux-system/apps' is applied by 'flux-system/all'
# === all/apps.yaml
${app('apps', 'apps')}
# === apps/account.yaml
${account}
`,
  );
});

test('stays silent where the parent does not wait, and where the edge has a condition of its own', () => {
  expectSilence(
    dependsOnWaitParentDeadlock,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
${app('all', 'all')}
${app('more', 'more', '  wait: true')}
# === all/apps.yaml
${app('apps', 'apps', '  dependsOn: [{ name: all }]')}
# === more/web.yaml
${app('web', 'apps', '  dependsOn: [{ name: more, readyExpr: "true" }]')}
# === apps/account.yaml
${account}
`,
  );
});

test('stays silent on circles of dependencies alone: another rule tells them', () => {
  expectSilence(
    dependsOnWaitParentDeadlock,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
${app('a', 'apps', '  wait: true\n  dependsOn: [{ name: b }]')}
${app('b', 'apps', '  wait: true\n  dependsOn: [{ name: a }]')}
# === apps/account.yaml
${account}
`,
  );
});

test('stays silent on unknown: a variable says whether the parent waits', () => {
  expectSilence(
    dependsOnWaitParentDeadlock,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/top.yaml
${app('top', 'top', '  postBuild: { substituteFrom: [{ kind: Secret, name: switches }] }')}
# === top/all.yaml
${app('all', 'all', `  wait: ${'$'}{WAIT}`)}
# === all/apps.yaml
${app('apps', 'apps', '  dependsOn: [{ name: all }]')}
# === apps/account.yaml
${account}
`,
  );
});

test('stays silent where both stand in one directory, and nothing says who puts them into the cluster', () => {
  const inFlux = (name: string, path: string, more: string): string =>
    app(name, 'x', more).replace('path: ./x', `path: ${path}`);
  expectSilence(
    dependsOnWaitParentDeadlock,
    repo`
# === flux/config/kustomization.yaml
resources: [cluster.yaml, apps.yaml]
# === flux/config/cluster.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/fleet, ref: { branch: main } }
${inFlux('cluster', './flux/config', '  dependsOn: [{ name: apps }]')}
# === flux/config/apps.yaml
${inFlux('apps', './apps', '  wait: true')}
# === apps/account.yaml
${account}
`,
  );
});

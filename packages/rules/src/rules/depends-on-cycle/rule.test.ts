import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { dependsOnCycle } from './rule.js';

const app = (name: string, more = ''): string => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;

const cluster = (...apps: string[]): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${apps.join('\n')}
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`;

test('reports a circle once, at the app whose name comes first', () => {
  expectMarks(
    dependsOnCycle,
    repo`${cluster(
      app('web', '  dependsOn: [{ name: database }]'),
      app('storage', '  dependsOn: [{ name: web }]'),
      app(
        'database',
        '  dependsOn:\n    - name: storage\n    #       ^^^^^^^ depends-on-cycle: flux-system/database → flux-system/storage → flux-system/web → flux-system/database.',
      ),
    )}`,
  );
});

test('reports an app that depends on itself', () => {
  expectMarks(
    dependsOnCycle,
    repo`${cluster(app('web', "  dependsOn:\n    - name: web\n    #       ^^^ depends-on-cycle: Kustomization 'flux-system/web' depends on itself"))}`,
  );
});

test('stays silent where the ways meet again but lead nowhere back', () => {
  expectSilence(
    dependsOnCycle,
    repo`${cluster(
      app('web', '  dependsOn: [{ name: database }, { name: storage }]'),
      app('database', '  dependsOn: [{ name: storage }]'),
      app('storage'),
    )}`,
  );
});

test('stays silent on unknown: a variable says what the app depends on', () => {
  expectSilence(
    dependsOnCycle,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/all.yaml
${app('all', '  postBuild: { substituteFrom: [{ kind: Secret, name: names }] }').replace('./apps', './all')}
# === all/apps.yaml
${app('web', `  dependsOn: [{ name: "${'$'}{OTHER}" }]`)}
${app('database', '  dependsOn: [{ name: web }]')}
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

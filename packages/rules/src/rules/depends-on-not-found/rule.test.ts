import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { dependsOnNotFound } from './rule.js';

const source = 'sourceRef: { kind: GitRepository, name: flux-system }';

const app = (name: string, more = ''): string => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  ${source}
${more}`;

const cluster = (apps: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${apps}
# === apps/redis.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: redis, namespace: flux-system }
spec: { interval: 10m, chartRef: { kind: OCIRepository, name: redis } }
`;

test('reports a dependency that the cluster does not have', () => {
  const report = expectMarks(
    dependsOnNotFound,
    repo`${cluster(
      app(
        'apps',
        "  dependsOn:\n    - name: infrastructure\n    #       ^^^^^^^^^^^^^^ depends-on-not-found: Kustomization 'flux-system/infrastructure', which its cluster does not have.",
      ),
    )}`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a dependency that is spelled otherwise, or stands in another namespace', () => {
  expectMarks(
    dependsOnNotFound,
    repo`${cluster(
      `${app('infra')}
${app('apps', "  dependsOn:\n    - name: infar\n    #       ^^^^^ depends-on-not-found: there is 'infra'")}
${app('more', "  dependsOn:\n    - name: infra\n    #       ^^^^^ depends-on-not-found: there is 'flux-system/infra'\n      namespace: infra")}`,
    )}`,
  );
});

test('reports a Flux Kustomization that depends on a HelmRelease', () => {
  expectMarks(
    dependsOnNotFound,
    repo`${cluster(app('apps', "  dependsOn:\n    - name: redis\n    #       ^^^^^ depends-on-not-found: 'flux-system/redis', which is a HelmRelease: a Kustomization can only depend on a Kustomization."))}`,
  );
});

test('stays silent where the dependency exists', () => {
  expectSilence(
    dependsOnNotFound,
    repo`${cluster(`${app('infra')}\n${app('apps', '  dependsOn: [{ name: infra }, { name: flux-system }]')}`)}`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring the dependency', () => {
  expectSilence(
    dependsOnNotFound,
    repo`${cluster(`${app('apps', '  dependsOn: [{ name: infra }]')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./shared, prune: true, sourceRef: { kind: GitRepository, name: shared } }`)}`,
  );
});

test('stays silent where the cluster is a guess, and the dependency stands in files beside it', () => {
  expectSilence(
    dependsOnNotFound,
    repo`
# === clusters/prod/apps.yaml
${app('apps', '  dependsOn: [{ name: infra }]')}
# === elsewhere/infra.yaml
${app('infra').replace('./apps', './nowhere')}
# === apps/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: podinfo, namespace: default }
`,
  );
});

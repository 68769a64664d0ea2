import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { sourceIgnoreDropsDefaults } from './rule.js';

const APP = `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

const SOPS = `# === apps/.sops.yaml
creation_rules: []`;

test('reports patterns in a file', () => {
  const report = expectMarks(
    sourceIgnoreDropsDefaults,
    repo`
${APP}
${SOPS}
# === .sourceignore
/docs/
# @1-6 source-ignore-drops-defaults: so that 'apps/.sops.yaml' gets into what Flux builds of 'apps'
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('reports patterns in a source', () => {
  expectMarks(
    sourceIgnoreDropsDefaults,
    repo`
${APP}
${SOPS}
# === clusters/prod/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: again, namespace: flux-system }
spec:
  interval: 1m
  url: ssh://git@github.com/example/fleet.git
  ref: { branch: main }
  ignore: /docs/
  # @3-8 source-ignore-drops-defaults
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: again, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: again } }
`,
  );
});

test('stays silent without patterns, and where the patterns leave out the file', () => {
  expectSilence(sourceIgnoreDropsDefaults, repo`${APP}\n${SOPS}\n`);
  expectSilence(
    sourceIgnoreDropsDefaults,
    repo`
${APP}
${SOPS}
# === .sourceignore
/docs/
**/.sops.yaml
`,
  );
});

test('stays silent where a kustomization file says what is built', () => {
  expectSilence(
    sourceIgnoreDropsDefaults,
    repo`
${APP}
# === apps/kustomization.yaml
resources: [config.yaml]
${SOPS}
# === .sourceignore
/docs/
`,
  );
});

test('stays silent on unknown: a repository that is not at hand', () => {
  expectSilence(
    sourceIgnoreDropsDefaults,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/apps, ref: { branch: main }, ignore: /docs/ }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: apps } }
`,
  );
});

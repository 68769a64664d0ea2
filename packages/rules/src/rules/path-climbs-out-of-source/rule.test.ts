import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { pathClimbsOutOfSource } from './rule.js';

const app = (path: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  path: ${path}
  interval: 10m
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
# === apps/one.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: default } }
`;

test('reports a path that is written as if it were relative to the file', () => {
  expectMarks(
    pathClimbsOutOfSource,
    repo`${app("./../../apps\n  #     ^^^^^^^^^^^^ path-climbs-out-of-source: Flux takes it for './apps'")}`,
  );
});

test('stays silent on a path that stays below the root', () => {
  expectSilence(pathClimbsOutOfSource, repo`${app('./apps/../apps')}`);
});

test('stays silent on unknown: the path is a variable', () => {
  expectSilence(pathClimbsOutOfSource, repo`${app('"${ROOT}/../apps"')}`);
});

import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import { scopeOf } from './scope-of.js';

type Case = readonly [group: string, kind: string, scope: 'namespaced' | 'cluster' | undefined];

test.for<Case>([
  ['', 'ConfigMap', 'namespaced'],
  ['', 'Namespace', 'cluster'],
  ['', 'Node', 'cluster'],
  ['', 'PersistentVolume', 'cluster'],
  ['', 'PersistentVolumeClaim', 'namespaced'],
  ['apps', 'Deployment', 'namespaced'],
  ['rbac.authorization.k8s.io', 'ClusterRole', 'cluster'],
  ['rbac.authorization.k8s.io', 'Role', 'namespaced'],
  ['storage.k8s.io', 'StorageClass', 'cluster'],
  ['apiextensions.k8s.io', 'CustomResourceDefinition', 'cluster'],
  ['networking.k8s.io', 'Ingress', 'namespaced'],
  ['networking.k8s.io', 'IngressClass', 'cluster'],
  ['scheduling.k8s.io', 'PriorityClass', 'cluster'],
  ['kustomize.toolkit.fluxcd.io', 'Kustomization', 'namespaced'],
  ['fluxcd.controlplane.io', 'FluxInstance', 'namespaced'],
  ['example.com', 'Widget', undefined],
  ['example.com', 'Namespace', undefined],
  ['apps', 'constructor', 'namespaced'],
])('%j %s without a cluster is %s', ([group, kind, scope]) => {
  expect(scopeOf({ group, kind }, undefined)).toBe(scope);
});

describe('in a cluster', () => {
  const definition = (kind: string, scope: string): string => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${kind.toLowerCase()}s.example.com }
spec: { group: example.com, names: { kind: ${kind} }, scope: ${scope}, versions: [{ name: v1, served: true }] }
`;
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/crds.yaml\n${definition('Widget', 'Cluster')}${definition('Gadget', 'Namespaced')}`;
  const [cluster] = loadModel(parseRepo(text).tree).clusters;

  test.for<Case>([
    ['example.com', 'Widget', 'cluster'],
    ['example.com', 'Gadget', 'namespaced'],
    ['example.com', 'Other', undefined],
    ['', 'Namespace', 'cluster'],
  ])('%j %s is %s', ([group, kind, scope]) => {
    expect(scopeOf({ group, kind }, cluster)).toBe(scope);
  });
});

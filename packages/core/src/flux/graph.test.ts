import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../testing/bootstrapped.js';
import { parseRepo } from '../testing/repo.js';
import { type ClusterGraph, type GraphOptions, graphOf } from './graph.js';
import { loadModel } from './load-model.js';

const TEXT = `${bootstrapped('clusters/prod')}# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  path: ./apps
  sourceRef: { kind: GitRepository, name: flux-system }
  dependsOn: [{ name: gone }]
  decryption: { secretRef: { name: keys } }
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }
# === apps/c.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: vars, namespace: flux-system }
data: { a: b }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: web }
`;

function graph(options?: GraphOptions, text: string = TEXT): ClusterGraph {
  const [cluster] = graphOf(loadModel(parseRepo(text).tree), options).clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const APPS = 'Kustomization/flux-system/apps';

describe('nodes', () => {
  test('are Flux objects and what they name', () => {
    const ids = graph().nodes.map(({ id }) => id);
    expect(ids).toEqual([
      'ConfigMap/flux-system/vars',
      'GitRepository/flux-system/flux-system',
      APPS,
      'Kustomization/flux-system/flux-system',
      'Kustomization/flux-system/gone',
      'Secret/flux-system/flux-system',
      'Secret/flux-system/keys',
    ]);
  });

  test('are all objects where that is asked for', () => {
    expect(graph({ objects: 'all' }).nodes.map(({ id }) => id)).toContain('Service/web/web');
  });

  test('know whether the cluster has them', () => {
    const states = Object.fromEntries(graph().nodes.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      'ConfigMap/flux-system/vars': 'found',
      'Kustomization/flux-system/gone': 'missing',
      'Secret/flux-system/keys': 'unknown',
    });
  });

  test('of one kind and name in two groups have their groups', () => {
    const twice = `${TEXT}---\napiVersion: example.com/v1\nkind: Kustomization\nmetadata: { name: apps, namespace: flux-system }\n`;
    const ids = graph({ objects: 'all' }, twice).nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.endsWith('/flux-system/apps'))).toHaveLength(2);
  });
});

describe('edges', () => {
  test('lead from an app to what it names, with the state and the file', () => {
    expect(graph().edges.filter(({ from, kind }) => from === APPS && kind !== 'applies')).toEqual([
      {
        from: APPS,
        to: 'ConfigMap/flux-system/vars',
        kind: 'variables',
        state: 'found',
        file: 'clusters/prod/apps.yaml',
      },
      {
        from: APPS,
        to: 'GitRepository/flux-system/flux-system',
        kind: 'source',
        state: 'found',
        file: 'clusters/prod/apps.yaml',
      },
      {
        from: APPS,
        to: 'Kustomization/flux-system/gone',
        kind: 'dependency',
        state: 'missing',
        file: 'clusters/prod/apps.yaml',
      },
      {
        from: APPS,
        to: 'Secret/flux-system/keys',
        kind: 'secret',
        state: 'unknown',
        file: 'clusters/prod/apps.yaml',
      },
    ]);
  });

  test('lead from an app to what it applies, of what is shown', () => {
    const applied = (which: GraphOptions): string[] =>
      graph(which).edges.flatMap(({ from, to, kind }) => (from === APPS && kind === 'applies' ? [to] : []));
    expect(applied({})).toEqual(['ConfigMap/flux-system/vars']);
    expect(applied({ objects: 'all' })).toEqual(['ConfigMap/flux-system/vars', 'Service/web/web']);
  });

  test('end at nodes that are there', () => {
    const { nodes, edges } = graph({ objects: 'all' });
    const ids = new Set(nodes.map(({ id }) => id));
    for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  });
});

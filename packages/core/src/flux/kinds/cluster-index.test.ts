import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { RepoPath } from '../../source/repo-path.js';
import { mapping } from '../../yaml/nodes/node.js';
import { indexObjects } from './cluster-index.js';

function object(group: string, kind: string, name: string, namespace?: string): KubernetesObject {
  const body = mapping([], { span: { file: 'x.yaml' as RepoPath, start: 0, end: 0 } });
  return { id: { group, kind, name, ...(namespace && { namespace }) }, version: 'v1', body, trail: [] };
}

test('finds an object by all parts of its identity', () => {
  const wanted = object('apps', 'Deployment', 'web', 'a');
  const index = indexObjects([
    object('apps', 'Deployment', 'web', 'b'),
    object('', 'Deployment', 'web', 'a'),
    wanted,
  ]);
  expect(index.find({ group: 'apps', kind: 'Deployment', name: 'web', namespace: 'a' })).toBe(wanted);
  expect(index.find({ group: 'apps', kind: 'Deployment', name: 'web' })).toBeUndefined();
});

test('keeps the first object of an identity, whatever its version', () => {
  const first = object('apps', 'Deployment', 'web', 'a');
  const second = { ...object('apps', 'Deployment', 'web', 'a'), version: 'v2' };
  const index = indexObjects([first, second]);
  expect(index.objects).toEqual([first]);
  expect(index.ofKind('apps', 'Deployment')).toEqual([first]);
});

test('lists the objects of a kind in their order', () => {
  const objects = ['c', 'a', 'b'].map((name) => object('', 'ConfigMap', name));
  const index = indexObjects(
    [objects[0], object('x', 'ConfigMap', 'd'), objects[1], objects[2]].flatMap((o) => o ?? []),
  );
  expect(index.ofKind('', 'ConfigMap')).toEqual(objects);
  expect(index.ofKind('', 'Secret')).toEqual([]);
});

import { expect, test } from 'vitest';
import { idKey, type ObjectId, parseApiVersion, sameId, showApiVersion, showId } from './object-id.js';

test.for<[apiVersion: string, group: string, version: string]>([
  ['v1', '', 'v1'],
  ['apps/v1', 'apps', 'v1'],
  ['kustomize.toolkit.fluxcd.io/v1beta2', 'kustomize.toolkit.fluxcd.io', 'v1beta2'],
  ['', '', ''],
  ['a/b/c', 'a', 'b/c'],
])('splits %j, and puts it together again', ([apiVersion, group, version]) => {
  expect(parseApiVersion(apiVersion)).toEqual({ group, version });
  expect(showApiVersion(group, version)).toBe(apiVersion);
});

const id: ObjectId = { group: 'apps', kind: 'Deployment', namespace: 'a', name: 'web' };

const OTHERS: readonly ObjectId[] = [
  { ...id, group: '' },
  { ...id, kind: 'StatefulSet' },
  { ...id, namespace: 'b' },
  { ...id, name: 'db' },
  { group: 'apps', kind: 'Deployment', name: 'web' },
];

test('takes equal identities for the same, under the same key', () => {
  expect(sameId(id, { ...id })).toBe(true);
  expect(idKey({ ...id })).toBe(idKey(id));
});

test('tells identities apart that differ in one part', () => {
  expect(OTHERS.filter((other) => sameId(id, other))).toEqual([]);
  expect(new Set([id, ...OTHERS].map(idKey)).size).toBe(OTHERS.length + 1);
});

test('shows an identity with and without a namespace', () => {
  expect(showId(id)).toBe('Deployment/a/web');
  expect(showId({ group: '', kind: 'Namespace', name: 'a' })).toBe('Namespace/a');
});

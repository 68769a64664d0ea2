import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';
import { type MapNode, type Node, type Origin, type ScalarNode, scalar, sequence } from './node.js';
import {
  entriesAt,
  entryOf,
  itemsAt,
  nodeAt,
  removeEntry,
  scalarsOf,
  setEntry,
  showPathOf,
  textAt,
  updateAt,
  withItems,
} from './node-path.js';
import { toPlain } from './to-plain.js';

const BY: Origin = { span: { file: 'kustomization.yaml' as RepoPath, start: 1, end: 2 } };
const key = (name: string): ScalarNode => scalar(name, BY);

function read(text: string): MapNode {
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

const DEPLOYMENT = read(
  'spec: {containers: [{name: a, env: []}, {name: b}], replicas: 3, paused: ~}\nkind: Deployment\n',
);

test('finds what stands at a path', () => {
  expect(textAt(DEPLOYMENT, 'spec', 'containers', 1, 'name')).toBe('b');
  expect(textAt(DEPLOYMENT, 'spec', 'replicas')).toBe('3');
  expect(nodeAt(DEPLOYMENT)).toBe(DEPLOYMENT);
});

test.for<(string | number)[]>([
  ['nowhere'],
  ['kind', 'nowhere'],
  ['spec', 'containers', 2],
  ['spec', 'containers', -1],
  ['spec', 'containers', 'name'],
  ['spec', 'containers', '0'],
  ['spec', 0],
  ['constructor'],
  ['spec', '__proto__'],
])('finds nothing at %j', (path) => {
  expect(nodeAt(DEPLOYMENT, ...path)).toBeUndefined();
});

test('finds entries of a large mapping as those of a small one', () => {
  const large = read(Array.from({ length: 100 }, (_, at) => `k${at}: ${at}\n`).join(''));
  expect(textAt(large, 'k99')).toBe('99');
  expect(entryOf(large, 'constructor')).toBeUndefined();
});

test('takes no text from null, from collections, and from what is unknown', () => {
  const unknown: Node = { ...scalar('half', BY), unknown: 'encrypted' };
  expect([textAt(DEPLOYMENT, 'spec', 'paused'), textAt(DEPLOYMENT, 'spec'), textAt(unknown)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('has no items and entries where there are none', () => {
  expect([
    itemsAt(DEPLOYMENT, 'kind'),
    entriesAt(DEPLOYMENT, 'spec', 'containers'),
    itemsAt(undefined),
  ]).toEqual([[], [], []]);
  expect(itemsAt(DEPLOYMENT, 'spec', 'containers')).toHaveLength(2);
  expect(entriesAt(DEPLOYMENT, 'spec')).toHaveLength(3);
});

test('sets an entry in its place and keeps its key as written', () => {
  const map = read('a: 1\nb: 2\n');
  const set = setEntry(map, key('a'), scalar('x', BY));
  expect(toPlain(set)).toEqual({ a: 'x', b: 2 });
  expect(Object.keys(toPlain(set) as object)).toEqual(['a', 'b']);
  expect(set.entries[0]?.key).toBe(map.entries[0]?.key);
});

test('adds an entry at the end', () => {
  expect(Object.keys(toPlain(setEntry(read('b: 1\n'), key('a'), scalar('x', BY))) as object)).toEqual([
    'b',
    'a',
  ]);
});

test('is the same mapping when the value is the same', () => {
  const map = read('a: 1\n');
  const value = map.entries[0]?.value ?? scalar('', BY);
  expect(setEntry(map, key('a'), value)).toBe(map);
});

test('removes an entry and remembers why', () => {
  const map = read('a: 1\nb: 2\n');
  const removal = { span: BY.span, step: { kind: 'patched', what: 'patches', by: BY.span } } as const;
  const removed = removeEntry(map, 'a', removal);
  expect(toPlain(removed)).toEqual({ b: 2 });
  expect(removed.removed).toEqual([{ key: 'a', was: map.entries[0]?.value.origin, ...removal }]);
  expect(toPlain(map)).toEqual({ a: 1, b: 2 });
});

test('remembers all removals in order', () => {
  const removal = { span: BY.span, step: { kind: 'patched', what: 'patches', by: BY.span } } as const;
  const map = removeEntry(removeEntry(read('a: 1\nb: 2\n'), 'a', removal), 'b', removal);
  expect(map.removed?.map((each) => each.key)).toEqual(['a', 'b']);
});

test('is the same mapping when there is nothing to remove', () => {
  const map = read('a: 1\n');
  expect(removeEntry(map, 'b')).toBe(map);
});

test('is the same sequence when its items are', () => {
  const items = [scalar('a', BY), scalar('b', BY)];
  const seq = sequence(items, BY);
  expect(withItems(seq, [...items])).toBe(seq);
  expect(withItems(seq, items.slice(1)).items).toHaveLength(1);
});

test('makes new nodes along the path only', () => {
  const updated = updateAt(DEPLOYMENT, ['spec', 'containers', 0, 'name'], () => scalar('x', BY));
  expect(textAt(updated, 'spec', 'containers', 0, 'name')).toBe('x');
  expect(textAt(DEPLOYMENT, 'spec', 'containers', 0, 'name')).toBe('a');
  expect(nodeAt(updated, 'spec', 'containers', 1)).toBe(nodeAt(DEPLOYMENT, 'spec', 'containers', 1));
  expect(nodeAt(updated, 'kind')).toBe(nodeAt(DEPLOYMENT, 'kind'));
});

test('is the same node when the change changes nothing', () => {
  expect(updateAt(DEPLOYMENT, ['spec', 'replicas'], (old) => old)).toBe(DEPLOYMENT);
  expect(updateAt(DEPLOYMENT, ['spec', 'replicas'], () => undefined)).toBe(DEPLOYMENT);
});

test('makes missing mappings only where it is told their origin', () => {
  const change = (): Node => scalar('x', BY);
  expect(updateAt(DEPLOYMENT, ['metadata', 'labels', 'a'], change)).toBe(DEPLOYMENT);
  const created = updateAt(DEPLOYMENT, ['metadata', 'labels', 'a'], change, BY);
  expect(textAt(created, 'metadata', 'labels', 'a')).toBe('x');
  expect(nodeAt(created, 'metadata', 'labels')?.origin).toBe(BY);
});

test.for<(string | number)[]>([
  ['kind', 'a'],
  ['spec', 'containers', 5],
  ['spec', 'containers', 'a'],
  ['spec', 0],
])('changes nothing at %j, where nothing can stand', (path) => {
  expect(updateAt(DEPLOYMENT, path, () => scalar('x', BY), BY)).toBe(DEPLOYMENT);
});

test('makes nothing when the change gives nothing', () => {
  expect(updateAt(DEPLOYMENT, ['nowhere'], () => undefined, BY)).toBe(DEPLOYMENT);
});

test('visits every scalar with the path that leads to it', () => {
  const found = [...scalarsOf(DEPLOYMENT)];
  expect(found.map(({ path }) => showPathOf(path))).toEqual([
    'spec.containers[0].name',
    'spec.containers[1].name',
    'spec.replicas',
    'spec.paused',
    'kind',
  ]);
  for (const { node, path } of found) expect(nodeAt(DEPLOYMENT, ...path)).toBe(node);
});

test.for<[path: (string | number)[], shown: string]>([
  [['spec', 'dependsOn', 0, 'name'], 'spec.dependsOn[0].name'],
  [['metadata', 'labels', 'app.kubernetes.io/name'], "metadata.labels['app.kubernetes.io/name']"],
  [[0], '[0]'],
  [['a b'], "['a b']"],
  [['a', ''], "a['']"],
  [[], ''],
])('shows %j as %s', ([path, shown]) => {
  expect(showPathOf(path)).toBe(shown);
});

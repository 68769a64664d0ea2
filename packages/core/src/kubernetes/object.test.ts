import { expect, test } from 'vitest';
import type { RepoPath } from '../source/repo-path.js';
import { sourceFile } from '../source/source-file.js';
import type { MapNode } from '../yaml/nodes/node.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { annotationsOf, labelsOf, toObject } from './object.js';

function read(text: string): MapNode {
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

test('reads the identity of an object', () => {
  const body = read('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: a}\n');
  const object = toObject(body, []);
  expect(object.id).toEqual({ group: 'apps', kind: 'Deployment', namespace: 'a', name: 'web' });
  expect(object.version).toBe('v1');
  expect(object.body).toBe(body);
});

test.for(['', ' namespace: ', ' namespace: ~', ' namespace: ""'])(
  'has no namespace where %j is written',
  (field) => {
    const { id } = toObject(read(`apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n ${field}\n`), []);
    expect(id).toEqual({ group: '', kind: 'Secret', name: 'a' });
  },
);

test('takes a name that looks like a number as it is written', () => {
  expect(toObject(read('kind: Secret\nmetadata: {name: 0644}\n'), []).id.name).toBe('0644');
});

test.for([
  'kind: Secret\n',
  'kind: Secret\nmetadata:\n',
  'kind: Secret\nmetadata: text\n',
  'kind: Secret\nmetadata: [name, a]\n',
  'kind: Secret\nmetadata: {name: [a]}\napiVersion: {v1: }\n',
])('leaves parts empty that are missing in %j', (text) => {
  const { id, version } = toObject(read(text), []);
  expect({ ...id, version }).toEqual({ group: '', kind: 'Secret', name: '', version: '' });
});

test('reads labels and annotations as text, whatever they look like', () => {
  const body = read('metadata:\n  labels: {a: b, c: 1.10, d: ~}\n  annotations: {e: true, f: [x]}\n');
  expect([...labelsOf(body)]).toEqual([
    ['a', 'b'],
    ['c', '1.10'],
    ['d', '~'],
  ]);
  expect([...annotationsOf(body)]).toEqual([
    ['e', 'true'],
    ['f', ''],
  ]);
});

test.for(['kind: a\n', 'metadata: text\n', 'metadata: {labels: text}\n', 'metadata: {labels: [a]}\n'])(
  'has no labels in %j',
  (text) => {
    expect(labelsOf(read(text)).size).toBe(0);
  },
);

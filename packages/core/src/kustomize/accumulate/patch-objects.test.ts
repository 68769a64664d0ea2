import { expect, test } from 'vitest';
import { toObject } from '../../kubernetes/object.js';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt } from '../../yaml/nodes/node-path.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { patchObjects } from './patch-objects.js';

const TRAIL = [{ file: 'trail.yaml' as RepoPath, start: 1, end: 2 }];
const rootOf = (path: string, text: string): Node => {
  const root = parseYaml(sourceFile(path as RepoPath, text)).documents[0]?.root;
  if (!root) throw new Error('The text holds no value.');
  return root;
};
const deployment = (name: string) => {
  const text = `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: ${name} }, spec: { replicas: 1 } }`;
  return toObject(rootOf(`${name}.yaml`, text) as MapNode, TRAIL);
};
const patches = (text: string) => itemsAt(rootOf('patches.yaml', text));
const replicas = (objects: ReturnType<typeof patchObjects>) =>
  objects.map(({ id, body }) => {
    const node = nodeAt(body, 'spec', 'replicas');
    return [id.name, node && toPlain(node)];
  });

const OPERATION = '\'[{ "op": "replace", "path": "/spec/replicas", "value": 3 }]\'';

test('patches the objects that a target selects, and keeps their trail', () => {
  const patched = patchObjects(
    [deployment('one'), deployment('two')],
    patches(`[{ patch: ${OPERATION}, target: { kind: Deployment, name: two } }]`),
  );
  expect(replicas(patched)).toEqual([
    ['one', 1],
    ['two', 3],
  ]);
  expect(patched.map(({ trail }) => trail)).toEqual([TRAIL, TRAIL]);
});

test('patches one after the other, and points at what changed the value', () => {
  const strategic =
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: one }, spec: { replicas: 5 } }';
  const [object] = patchObjects(
    [deployment('one')],
    patches(`[{ patch: ${OPERATION}, target: { kind: Deployment } }, { patch: '${strategic}' }]`),
  );
  const origin = nodeAt(object?.body, 'spec', 'replicas')?.origin;
  expect([origin, origin?.was, origin?.was?.was].map((each) => each?.span.file)).toEqual([
    'patches.yaml',
    'patches.yaml',
    'one.yaml',
  ]);
});

test('takes objects out, and answers with new names', () => {
  const patched = patchObjects(
    [deployment('one'), deployment('two')],
    patches(`- patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: one }, $patch: delete }'
- { patch: '[{ "op": "replace", "path": "/metadata/name", "value": "new" }]', target: { name: two } }`),
  );
  expect(patched.map(({ id }) => id.name)).toEqual(['new']);
});

test.for([
  ['no patches', '[]'],
  ['a patch for something else', `[{ patch: ${OPERATION}, target: { kind: Service } }]`],
  ['a patch that cannot be read', '[{ patch: 1 }, { patch: "{" }, text, { path: elsewhere.yaml }]'],
] as const)('leaves the objects as they are with %s', ([, text]) => {
  expect(replicas(patchObjects([deployment('one')], patches(text)))).toEqual([['one', 1]]);
});

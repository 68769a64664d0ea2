import { expect, test } from 'vitest';
import type { RepoPath } from '../source/repo-path.js';
import { sourceFile } from '../source/source-file.js';
import { nodeAt } from '../yaml/nodes/node-path.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { customResourceOf } from './custom-resource.js';
import { type KubernetesObject, toObject } from './object.js';

function definition(spec: string): KubernetesObject {
  const text = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: ${spec}\n`;
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return toObject(root, []);
}

const NAMED = 'group: example.com, names: {kind: Widget}';

test('reads the kind, its scope and its versions', () => {
  const object = definition(
    `{${NAMED}, scope: Cluster, versions: [{name: v1, served: true}, {name: v1beta1, served: false, deprecated: true, deprecationWarning: use v1}]}`,
  );
  const resource = customResourceOf(object);
  expect(resource).toMatchObject({ group: 'example.com', kind: 'Widget', scope: 'Cluster' });
  expect(resource?.definition).toBe(object);
  expect(resource?.versions).toMatchObject([
    { name: 'v1', served: true, deprecated: false, deprecationWarning: undefined },
    { name: 'v1beta1', served: false, deprecated: true, deprecationWarning: 'use v1' },
  ]);
});

test('gives the schema of a version as written', () => {
  const object = definition(
    `{${NAMED}, versions: [{name: v1, schema: {openAPIV3Schema: {type: object}}}, {name: v2}]}`,
  );
  const versions = customResourceOf(object)?.versions;
  expect(versions?.[0]?.schema).toBe(nodeAt(object.body, 'spec', 'versions', 0, 'schema', 'openAPIV3Schema'));
  expect(versions?.[1]?.schema).toBeUndefined();
});

test('places a version where it is written', () => {
  const object = definition(`{${NAMED}, versions: [{name: v1}]}`);
  expect(customResourceOf(object)?.versions[0]?.origin).toBe(
    nodeAt(object.body, 'spec', 'versions', 0)?.origin,
  );
});

test('takes a scope other than Cluster for a namespace', () => {
  expect(customResourceOf(definition(`{${NAMED}}`))?.scope).toBe('Namespaced');
});

test.for([
  '~',
  'text',
  '[]',
  '{group: example.com}',
  '{names: {kind: Widget}}',
  '{group: [a], names: {kind: Widget}}',
])('is nothing without a group and a kind: %s', (spec) => {
  expect(customResourceOf(definition(spec))).toBeUndefined();
});

test.for(['text', '[]', '{a: b}', '[text, {served: true}, {name: [v1]}]'])(
  'has no versions where %s stands for them',
  (versions) => {
    expect(customResourceOf(definition(`{${NAMED}, versions: ${versions}}`))?.versions).toEqual([]);
  },
);

test('remembers what it read', () => {
  const object = definition(`{${NAMED}}`);
  expect(customResourceOf(object)).toBe(customResourceOf(object));
});

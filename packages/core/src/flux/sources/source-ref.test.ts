import { expect, test } from 'vitest';
import { toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { sourceIdOf } from './source-ref.js';

function idOf(sourceRef: string, metadata = '{ name: apps, namespace: team-a }'): unknown {
  const text = `metadata: ${metadata}\nspec: { sourceRef: ${sourceRef} }`;
  const file = memoryTree({ 'a.yaml': text }).read('a.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return sourceIdOf(toObject(root, []));
}

const group = 'source.toolkit.fluxcd.io';

test('a source is looked for in the namespace of the object', () => {
  expect(idOf('{ kind: GitRepository, name: fleet }')).toEqual({
    group,
    kind: 'GitRepository',
    namespace: 'team-a',
    name: 'fleet',
  });
});

test('another namespace can be named', () => {
  expect(idOf('{ kind: Bucket, name: b, namespace: other }')).toMatchObject({
    namespace: 'other',
    kind: 'Bucket',
  });
});

test('an object without a namespace has a source without one', () => {
  expect(idOf('{ kind: GitRepository, name: fleet }', '{ name: apps }')).toEqual({
    group,
    kind: 'GitRepository',
    name: 'fleet',
  });
});

test.for(['text', '[]', '{}', 'null', '{ kind: , name: { a: b } }'])('%s names nothing', (sourceRef) => {
  expect(idOf(sourceRef)).toEqual({ group, kind: '', namespace: 'team-a', name: '' });
});

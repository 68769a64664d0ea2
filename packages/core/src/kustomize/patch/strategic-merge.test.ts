import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

/** A strategic merge of a patch over an object; both are given without their head. */
const merged = (object: string, patch: string, apiVersion = 'v1', kind = 'Thing'): Repo => {
  const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }`;
  return repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches: [{ path: p.yaml }]
# === app/o.yaml
${head}
${object}
# === app/p.yaml
${head}
${patch}
`;
};
const spec = (files: Repo) => at(built(files), 'a', 'spec');

test.for([
  ['sets a field and keeps the others', '{ x: 1, y: 2 }', '{ x: 9 }', { x: 9, y: 2 }],
  ['adds a field', '{ x: 1 }', '{ y: { z: [1] } }', { x: 1, y: { z: [1] } }],
  ['goes into mappings', '{ x: { a: 1, b: 2 } }', '{ x: { b: 3 } }', { x: { a: 1, b: 3 } }],
  ['takes a field away with null', '{ x: 1, y: 2 }', '{ x: null }', { y: 2 }],
  ['takes a mapping away with null', '{ x: { a: 1 }, y: 2 }', '{ x: null }', { y: 2 }],
  ['takes a list away with null', '{ x: [1], y: 2 }', '{ x: null }', { y: 2 }],
  ['does not add a null', '{ y: 2 }', '{ x: null }', { y: 2 }],
  ['does not add a null inside a new mapping', '{ y: 2 }', '{ x: { a: null, b: 1 } }', { y: 2, x: { b: 1 } }],
  ['keeps a null of the object', '{ x: null, y: 2 }', '{ y: 3 }', { x: null, y: 3 }],
  ['drops a null that the object leaves empty', '{ x: , y: 2 }', '{ y: 3 }', { y: 3 }],
  ['leaves an empty mapping of the object', '{ x: {}, y: 2 }', '{ y: 3 }', { x: {}, y: 3 }],
  ['adds an empty mapping', '{ y: 2 }', '{ x: {} }', { x: {}, y: 2 }],
  ['replaces a list whose items have no key', '{ x: [1, 2] }', '{ x: [3] }', { x: [3] }],
  [
    'replaces a list of a custom resource',
    '{ x: [{ name: a }] }',
    '{ x: [{ name: b }] }',
    { x: [{ name: 'b' }] },
  ],
  ['empties a list', '{ x: [1, 2] }', '{ x: [] }', { x: [] }],
] as const)('%s', ([, object, patch, expected]) => {
  const files = merged(`spec: ${object}`, `spec: ${patch}`);
  expect(built(files).diagnostics).toEqual([]);
  expect(spec(files)).toEqual(expected);
});

test.for([
  ['a text over a mapping', '{ x: { a: 1 } }', '{ x: text }'],
  ['a mapping over a text', '{ x: text }', '{ x: { a: 1 } }'],
  ['a list over a mapping', '{ x: { a: 1 } }', '{ x: [1] }'],
  ['a text over a list', '{ x: [1] }', '{ x: text }'],
] as const)('reports %s where the patch has it, and leaves the object as it was', ([, object, patch]) => {
  const files = merged(`spec: ${object}`, `spec: ${patch}`);
  const build = built(files);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-patch']);
  expect(build.objects).toHaveLength(1);
  expect(problems(files, build)[0]).not.toBe('kustomize/bad-patch ');
});

test('keeps the quotes of the value that it replaces: over a text a number becomes text', () => {
  const files = merged('spec: { x: "1", y: 1, z: \'a\' }', 'spec: { x: 2, y: "2", z: true }');
  expect(spec(files)).toEqual({ x: '2', y: '2', z: 'true' });
});

const pod = (object: string, patch: string): Repo => merged(`spec: ${object}`, `spec: ${patch}`, 'v1', 'Pod');

test('merges containers by name, keeps the others, and puts new ones first', () => {
  const files = pod(
    '{ containers: [{ name: one, image: i1, tty: true }, { name: two, image: i2 }] }',
    '{ containers: [{ name: two, image: new }, { name: three, image: i3 }] }',
  );
  expect(spec(files)).toEqual({
    containers: [
      { name: 'two', image: 'new' },
      { name: 'three', image: 'i3' },
      { name: 'one', image: 'i1', tty: true },
    ],
  });
});

test('merges the lists inside a merged item by their own keys', () => {
  const files = pod(
    '{ containers: [{ name: c, env: [{ name: A, value: "1" }, { name: B, value: "2" }], args: [x] }] }',
    '{ containers: [{ name: c, env: [{ name: B, value: "3" }], args: [y] }] }',
  );
  expect(spec(files)).toEqual({
    containers: [
      {
        name: 'c',
        args: ['y'],
        env: [
          { name: 'B', value: '3' },
          { name: 'A', value: '1' },
        ],
      },
    ],
  });
});

test('merges ports by number and protocol', () => {
  const ports = (object: string, patch: string) => {
    const files = pod(
      `{ containers: [{ name: c, ports: ${object} }] }`,
      `{ containers: [{ name: c, ports: ${patch} }] }`,
    );
    return at(built(files), 'a', 'spec', 'containers', 0, 'ports');
  };
  expect(
    ports(
      '[{ containerPort: 53, protocol: TCP, name: t }, { containerPort: 53, protocol: UDP, name: u }]',
      '[{ containerPort: 53, protocol: UDP, name: new }]',
    ),
  ).toEqual([
    { containerPort: 53, protocol: 'TCP', name: 't' },
    { containerPort: 53, protocol: 'UDP', name: 'new' },
  ]);
});

test('merges a list of plain values as a set', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches: [{ path: p.yaml }]
# === app/o.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a, finalizers: [x/a, y/b] } }
# === app/p.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a, finalizers: [z/c, y/b] } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(at(build, 'a', 'metadata', 'finalizers')).toEqual(['z/c', 'y/b', 'x/a']);
});

test('merges a whole object inside an object by its own schema', () => {
  const inner = (containers: string) =>
    `spec: { template: { apiVersion: v1, kind: Pod, spec: { containers: [${containers}] } } }`;
  const files = merged(inner('{ name: one, image: i1 }'), inner('{ name: two, image: i2 }'));
  expect(spec(files)).toMatchObject({
    template: {
      spec: {
        containers: [
          { name: 'two', image: 'i2' },
          { name: 'one', image: 'i1' },
        ],
      },
    },
  });
});

test('takes an object out that the patch empties whole', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches: [{ patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, $patch: delete }' }]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['b']);
  expect(build.complete).toBe(true);
});

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

/** The list of one container of a pod after a strategic merge. */
const merged = (field: string, object: string, patch: string): Plain | undefined => {
  const container = (list: string) => `{ containers: [{ name: c, ${field}: ${list} }] }`;
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches: [{ path: p.yaml }]
# === app/o.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: ${container(object)} }
# === app/p.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: ${container(patch)} }
`;
  const build = built(files);
  expect(problems(files, build)).toEqual([]);
  return at(build, 'a', 'spec', 'containers', 0, field);
};

test('puts the items of the patch first, in their order, and then the others in theirs', () => {
  expect(
    merged(
      'env',
      '[{ name: A }, { name: B }, { name: C }]',
      '[{ name: C, value: x }, { name: D }, { name: A }]',
    ),
  ).toEqual([{ name: 'C', value: 'x' }, { name: 'D' }, { name: 'A' }, { name: 'B' }]);
});

test('leaves a list alone where the patch has an empty one', () => {
  expect(merged('env', '[{ name: A }, { name: B }]', '[]')).toEqual([{ name: 'A' }, { name: 'B' }]);
});

test('makes one item of two with one key in the patch', () => {
  expect(
    merged('env', '[{ name: A, value: x }]', '[{ name: B, value: "1" }, { name: B, value: "2" }]'),
  ).toEqual([
    { name: 'B', value: '1' },
    { name: 'A', value: 'x' },
  ]);
});

test('merges an item once where the object has its key twice', () => {
  expect(
    merged('env', '[{ name: A, value: "1" }, { name: A, value: "2" }]', '[{ name: A, value: "9" }]'),
  ).toMatchObject([{ name: 'A' }]);
});

test('tells ports apart by number where nobody names a protocol', () => {
  expect(
    merged('ports', '[{ containerPort: 80 }, { containerPort: 81 }]', '[{ containerPort: 81, name: x }]'),
  ).toEqual([{ containerPort: 81, name: 'x' }, { containerPort: 80 }]);
});

test('takes a port without protocol for the one that has a protocol', () => {
  expect(
    merged(
      'ports',
      '[{ containerPort: 80, protocol: TCP, name: x }]',
      '[{ containerPort: 80, hostPort: 1 }]',
    ),
  ).toEqual([{ containerPort: 80, protocol: 'TCP', name: 'x' }]);
});

test('merges mount points by their path, not by their name', () => {
  expect(
    merged(
      'volumeMounts',
      '[{ name: v, mountPath: /a }, { name: v, mountPath: /b }]',
      '[{ name: w, mountPath: /b }]',
    ),
  ).toEqual([
    { name: 'w', mountPath: '/b' },
    { name: 'v', mountPath: '/a' },
  ]);
});

test('loses every item where one of the patch has no key, as kustomize does', () => {
  expect(merged('env', '[{ name: A }, { name: B }]', '[{ value: x }]')).toEqual([]);
});

test('keeps numbers that are written differently apart', () => {
  expect(merged('ports', '[{ containerPort: 0x50 }]', '[{ containerPort: 80 }]')).toHaveLength(2);
});

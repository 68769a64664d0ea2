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

/** The `spec` of a pod after a patch. */
const pod = (object: string, patch: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches: [{ path: p.yaml }]
# === app/o.yaml
apiVersion: v1
kind: Pod
metadata: { name: a, labels: { old: "1" } }
spec: ${object}
# === app/p.yaml
apiVersion: v1
kind: Pod
metadata: { name: a }
spec: ${patch}
`;
const spec = (files: Repo) => at(built(files), 'a', 'spec');

test.for([
  ['replaces a mapping', '{ m: { x: 1, y: 2 } }', '{ m: { $patch: replace, z: 3 } }', { m: { z: 3 } }],
  [
    'replaces a mapping that is not there',
    '{ k: 1 }',
    '{ m: { $patch: replace, z: 3 } }',
    { k: 1, m: { z: 3 } },
  ],
  ['deletes a mapping', '{ m: { x: 1 }, k: 1 }', '{ m: { $patch: delete } }', { k: 1 }],
  ['deletes a mapping that is not there', '{ k: 1 }', '{ m: { $patch: delete } }', { k: 1 }],
  [
    'merges a mapping, as without it',
    '{ m: { x: 1 } }',
    '{ m: { $patch: merge, y: 2 } }',
    { m: { x: 1, y: 2 } },
  ],
  [
    'deletes an item by its key',
    '{ containers: [{ name: one }, { name: two }] }',
    '{ containers: [{ name: one, $patch: delete }] }',
    { containers: [{ name: 'two' }] },
  ],
  [
    'deletes an item that is not there',
    '{ containers: [{ name: one }] }',
    '{ containers: [{ name: two, $patch: delete }] }',
    { containers: [{ name: 'one' }] },
  ],
  [
    'deletes the last item, and leaves an empty list',
    '{ containers: [{ name: one }], k: 1 }',
    '{ containers: [{ name: one, $patch: delete }] }',
    { containers: [], k: 1 },
  ],
  [
    'leaves an item that it should replace, as kustomize does',
    '{ containers: [{ name: one, image: i, tty: true }] }',
    '{ containers: [{ name: one, image: j, $patch: replace }] }',
    { containers: [{ name: 'one', image: 'i', tty: true }] },
  ],
  [
    'replaces a list',
    '{ containers: [{ name: one }, { name: two }] }',
    '{ containers: [{ $patch: replace }, { name: three }] }',
    { containers: [{ name: 'three' }] },
  ],
  [
    'deletes a list',
    '{ containers: [{ name: one }], k: 1 }',
    '{ containers: [{ $patch: delete }] }',
    { k: 1 },
  ],
] as const)('$patch %s', ([, object, patch, expected]) => {
  const files = pod(object, patch);
  expect(built(files).diagnostics).toEqual([]);
  expect(spec(files)).toEqual(expected);
});

test.for([
  ['in a mapping', '{ m: { x: 1 } }', '{ m: { $patch: remove } }'],
  ['in a list', '{ containers: [{ name: one }] }', '{ containers: [{ $patch: remove }] }'],
] as const)('reports a directive that does not exist %s', ([, object, patch]) => {
  const files = pod(object, patch);
  const build = built(files);
  expect(build.diagnostics.map(({ code, span }) => [code, span.file])).toEqual([
    ['kustomize/bad-patch', 'app/p.yaml'],
  ]);
  expect(at(build, 'a', 'metadata', 'labels')).toEqual({ old: '1' });
});

test('takes a whole object out, and a patch after that for it finds nothing', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
  - patch: '{ apiVersion: v1, kind: Pod, metadata: { name: a }, $patch: delete }'
  - patch: '{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { x: 1 } }'
# === app/o.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: b } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/patch-without-match']);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['b']);
});

test('deletes every object that a target selects', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
  - target: { kind: Pod }
    patch: '{ apiVersion: v1, kind: Pod, metadata: { name: any }, $patch: delete }'
# === app/o.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: b } }
---
{ apiVersion: v1, kind: Service, metadata: { name: c } }
`;
  const build = built(files);
  expect(problems(files, build)).toEqual([]);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['c']);
});

test('keeps what a replaced mapping held, field by field', () => {
  const files = pod('{ m: { x: 1, y: 2, n: { z: 3 } } }', '{ m: { $patch: replace, x: 9, n: { z: 4 } } }');
  const { tree } = files;
  const m = nodeAt(built(files).objects[0]?.body, 'spec', 'm');
  const before = (...path: Path) => {
    const span = nodeAt(m, ...path)?.origin.was?.span;
    return span && tree.read(span.file)?.text.slice(span.start, span.end);
  };
  expect(before('x')).toBe('1');
  expect(before('n', 'z')).toBe('3');
  expect(m?.kind === 'map' && m.removed?.map(({ key }) => key)).toEqual(['y']);
});

test('does nothing where the whole object is to be replaced, as kustomize', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
patches:
  - patch: '{ apiVersion: v1, kind: Pod, metadata: { name: a }, $patch: replace, spec: { x: 1 } }'
# === app/o.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { y: 2 } }
`;
  expect(spec(files)).toEqual({ y: 2 });
});

test('makes no items of directives inside of an item that is new', () => {
  const added = (item: string) => spec(pod('{}', `{ containers: [{ name: b, ${item} }] }`));
  expect(added('env: [{ $patch: merge }]')).toEqual({ containers: [{ name: 'b', env: [] }] });
  expect(added('$patch: replace')).toEqual({ containers: [{ name: 'b' }] });
});

import { expect, test } from 'vitest';
import { subTree } from '../../source/file-tree.js';
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

const added = (fields: string, spec = '{ path: a/b, absolute: /a/b }'): Repo => repo`
# === team/app/kustomization.yaml
resources: [o.yaml]
transformers: [t.yaml]
# === team/app/t.yaml
apiVersion: builtin
kind: ValueAddTransformer
metadata: { name: t }
${fields}
# === team/app/o.yaml
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: one }, spec: ${spec} }
---
{ apiVersion: example.com/v1, kind: Other, metadata: { name: two }, spec: ${spec} }
# === team/app/targets.yaml
targets: [{ fieldPath: spec/path }]
`;
const of = ({ tree }: Repo) => buildKustomization(tree, 'team/app' as RepoPath);

test.for([
  [1, 'x/a/b', '/x/a/b'],
  [2, 'a/x/b', '/a/x/b'],
  [3, 'a/b/x', '/a/b/x'],
  [9, 'a/b/x', '/a/b/x'],
] as const)('puts the value into a path at position %i', ([position, path, absolute]) => {
  const files = added(
    `value: x\ntargets: [{ fieldPath: spec/path, filePathPosition: ${position} }, { fieldPath: spec/absolute, filePathPosition: ${position} }]`,
  );
  expect(at(of(files), 'one', 'spec')).toEqual({ path, absolute });
});

test('sets a whole value, and makes the fields on the way', () => {
  const files = added('value: x\ntargets: [{ fieldPath: spec/path }, { fieldPath: new/deep/field }]');
  expect(at(of(files), 'one', 'spec', 'path')).toBe('x');
  expect(at(of(files), 'one', 'new')).toEqual({ deep: { field: 'x' } });
});

test('takes the name of the directory where no value is given', () => {
  expect(at(of(added('targets: [{ fieldPath: spec/path }]')), 'one', 'spec', 'path')).toBe('app');
});

test('adds to the objects that a selector selects only', () => {
  const build = of(added('value: x\ntargets: [{ selector: { kind: Thing }, fieldPath: spec/path }]'));
  expect(at(build, 'one', 'spec', 'path')).toBe('x');
  expect(at(build, 'two', 'spec', 'path')).toBe('a/b');
});

test('takes targets of another file', () => {
  expect(at(of(added('value: x\ntargetFilePath: targets.yaml')), 'one', 'spec', 'path')).toBe('x');
});

test('reports a transformer without targets', () => {
  const files = added('value: x');
  const build = built({ ...files, tree: subTree(files.tree, 'team' as RepoPath) });
  expect(problems(files, build).map((each) => each.split(' ')[0])).toEqual(['kustomize/bad-plugin']);
});

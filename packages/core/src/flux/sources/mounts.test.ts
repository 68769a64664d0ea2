import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { findMounted, isMounted, type Mount, mountTrees, treeInUse } from './mounts.js';

const own = memoryTree({ 'a.yaml': 'own', '@x/b.yaml': 'own too' });
const other = memoryTree({ 'a.yaml': 'other', 'apps/c.yaml': 'other c' });
const text = (tree: { read(path: RepoPath): { text: string } | undefined } | undefined, path: string) =>
  tree?.read(path as RepoPath)?.text;

test('without mounts there is only the repository itself', () => {
  const mounted = mountTrees(own, []);
  expect(mounted.tree).toBe(own);
  expect(mounted.mounted).toEqual([]);
});

test('the files of another repository stand below a prefix with its name', () => {
  const { tree } = mountTrees(own, [{ url: 'https://github.com/org/apps.git', tree: other }]);
  expect(tree.paths).toEqual(['@apps/a.yaml', '@apps/apps/c.yaml', '@x/b.yaml', 'a.yaml']);
  expect(text(tree, '@apps/a.yaml')).toBe('other');
  expect(text(tree, 'a.yaml')).toBe('own');
});

test('the other repository is found by any spelling of its address, and its root is its own', () => {
  const { mounted } = mountTrees(own, [{ url: 'git@github.com:org/apps', tree: other }]);
  const found = findMounted(mounted, { url: 'https://GitHub.com/org/apps.git' });
  expect(found?.paths).toEqual(['a.yaml', 'apps/c.yaml']);
  expect(found?.read('a.yaml' as RepoPath)?.path).toBe('@apps/a.yaml');
});

test('a file is one value wherever it is read', () => {
  const url = 'https://github.com/org/apps';
  const { tree, mounted } = mountTrees(own, [{ url, tree: other }]);
  const inside = findMounted(mounted, { url })?.read('a.yaml' as RepoPath);
  expect(inside).toBeDefined();
  expect(tree.read('@apps/a.yaml' as RepoPath)).toBe(inside);
});

test('two repositories of one name get prefixes of their own', () => {
  const mounts = ['https://a.com/x/apps', 'https://b.com/x/apps'].map((url) => ({ url, tree: other }));
  const { tree } = mountTrees(memoryTree({}), mounts);
  expect(tree.paths).toEqual(['@apps-2/a.yaml', '@apps-2/apps/c.yaml', '@apps/a.yaml', '@apps/apps/c.yaml']);
});

test('bytes that are no text stay what they are', () => {
  const bytes = new Uint8Array([0xff, 0xfe]);
  const { tree } = mountTrees(own, [{ url: 'https://a.com/x/y', tree: memoryTree({ 'b.bin': bytes }) }]);
  expect(tree.read('@y/b.bin' as RepoPath)?.bytes).toEqual(bytes);
});

test('links and notes of the repository at hand are kept', () => {
  const links = new Set(['a.yaml' as RepoPath]);
  const { tree } = mountTrees({ ...own, links }, [{ url: 'https://a.com/x/y', tree: other }]);
  expect(tree.links).toBe(links);
});

test('a path is mounted by its prefix', () => {
  expect(isMounted('@apps/a.yaml' as RepoPath)).toBe(true);
  expect(isMounted('apps/@a.yaml' as RepoPath)).toBe(false);
});

const URL = 'https://github.com/org/apps';
const marked = (mark: string): Mount['tree'] => memoryTree({ mark });

test('of several checkouts of one address, the one with the ref that is followed comes first', () => {
  const { mounted } = mountTrees(own, [
    { url: URL, tree: marked('any') },
    { url: URL, ref: { branch: 'main' }, tree: marked('branch') },
    { url: URL, ref: 'v1', tree: marked('v1') },
  ]);
  const found = (ref: object): string | undefined => text(findMounted(mounted, { url: URL, ref }), 'mark');
  expect(found({ branch: 'main' })).toBe('branch');
  expect(found({ tag: 'main' })).toBe('any');
  expect(found({ name: 'refs/heads/main' })).toBe('branch');
  expect(found({ tag: 'v1' })).toBe('v1');
  expect(found({ branch: 'v1', semver: '1.x' })).toBe('any');
});

test('a checkout with a ref is not the content of a source that follows another one', () => {
  const { mounted } = mountTrees(own, [{ url: URL, ref: { tag: 'v1' }, tree: other }]);
  expect(findMounted(mounted, { url: URL, ref: { tag: 'v2' } })).toBeUndefined();
  expect(findMounted(mounted, { url: URL })).toBeUndefined();
});

test('what is named by the object comes before what has the address, in any namespace where none is given', () => {
  const object = { kind: 'GitRepository', name: 'apps' };
  const { mounted } = mountTrees(own, [
    { url: URL, tree: marked('address') },
    { object, tree: marked('object') },
  ]);
  const found = (wanted: object): string | undefined =>
    text(findMounted(mounted, { url: URL, ...wanted }), 'mark');
  expect(found({ object: { ...object, namespace: 'flux-system' } })).toBe('object');
  expect(found({ object: { ...object, kind: 'OCIRepository' } })).toBe('address');
  expect(found({ object: { ...object, name: 'other' } })).toBe('address');
});

test('a chart is no content of a source', () => {
  const { mounted } = mountTrees(own, [{ url: URL, chart: 'web', tree: other }]);
  expect(findMounted(mounted, { url: URL })).toBeUndefined();
});

test('of the mounted files those in use are listed, with what stands beside them, and all can be read', () => {
  const trees = mountTrees(own, [
    { url: URL, tree: memoryTree({ 'a/x.yaml': 'x', 'a/y.yaml': 'y', 'b/z.yaml': 'z' }) },
  ]);
  const tree = treeInUse(trees, ['@apps/a/x.yaml' as RepoPath, 'a.yaml' as RepoPath]);
  expect(tree.paths).toEqual(['@apps/a/x.yaml', '@apps/a/y.yaml', '@x/b.yaml', 'a.yaml']);
  expect(text(tree, '@apps/b/z.yaml')).toBe('z');
  expect(treeInUse(mountTrees(own, []), [])).toBe(own);
});

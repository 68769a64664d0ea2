import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { isMounted, mountTrees } from './mounts.js';

const own = memoryTree({ 'a.yaml': 'own', '@x/b.yaml': 'own too' });
const other = memoryTree({ 'a.yaml': 'other', 'apps/c.yaml': 'other c' });
const text = (tree: { read(path: RepoPath): { text: string } | undefined } | undefined, path: string) =>
  tree?.read(path as RepoPath)?.text;

test('without mounts there is only the repository itself', () => {
  const mounted = mountTrees(own, []);
  expect(mounted.tree).toBe(own);
  expect(mounted.byUrl.size).toBe(0);
});

test('the files of another repository stand below a prefix with its name', () => {
  const { tree } = mountTrees(own, [{ url: 'https://github.com/org/apps.git', tree: other }]);
  expect(tree.paths).toEqual(['@apps/a.yaml', '@apps/apps/c.yaml', '@x/b.yaml', 'a.yaml']);
  expect(text(tree, '@apps/a.yaml')).toBe('other');
  expect(text(tree, 'a.yaml')).toBe('own');
});

test('the other repository is found by any spelling of its address, and its root is its own', () => {
  const { byUrl } = mountTrees(own, [{ url: 'git@github.com:org/apps', tree: other }]);
  const found = byUrl.get('github.com/org/apps');
  expect(found?.paths).toEqual(['a.yaml', 'apps/c.yaml']);
  expect(found?.read('a.yaml' as RepoPath)?.path).toBe('@apps/a.yaml');
});

test('a file is one value wherever it is read', () => {
  const { tree, byUrl } = mountTrees(own, [{ url: 'https://github.com/org/apps', tree: other }]);
  expect(tree.read('@apps/a.yaml' as RepoPath)).toBe(
    byUrl.get('github.com/org/apps')?.read('a.yaml' as RepoPath),
  );
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

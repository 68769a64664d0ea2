import { expect, test } from 'vitest';
import {
  composedTree,
  type FileTree,
  filesBelow,
  filterTree,
  listDirectory,
  memoryTree,
  replaceFiles,
  subTree,
  type TreeNote,
  treeOf,
} from './file-tree.js';
import { type RepoPath, ROOT } from './repo-path.js';
import { sourceFile } from './source-file.js';

const path = (text: string): RepoPath => text as RepoPath;

/** Names around the slash in the order of characters: '-' and '.' stand before it, '0' right after. */
const neighbours: FileTree = memoryTree({
  'app-two/a.yaml': '',
  'app.yaml': '',
  'app/b.yaml': '',
  'app/deep/c.yaml': '',
  app0: '',
  apps: '',
});

test('lists paths by code unit, however they were given', () => {
  expect(memoryTree({ b: '', é: '', a: '', B: '' }).paths).toEqual(['B', 'a', 'b', 'é']);
});

test('reads a file under its path', () => {
  const file = memoryTree({ 'a/b.yaml': 'x: 1' }).read(path('a/b.yaml'));
  expect(file?.text).toBe('x: 1');
  expect(file?.path).toBe('a/b.yaml');
});

test('answers every read of a file with the same value', () => {
  const tree = memoryTree({ a: 'x' });
  expect(tree.read(path('a'))).toBe(tree.read(path('a')));
});

test.for(['c', '', 'a/', './a', 'constructor', '__proto__'])('has no file at %j', (missing) => {
  expect(memoryTree({ a: 'x' }).read(path(missing))).toBeUndefined();
});

test('keeps an empty file apart from a missing one', () => {
  expect(memoryTree({ a: '' }).read(path('a'))?.text).toBe('');
});

test('takes the root for a directory even when there is no file', () => {
  expect(memoryTree({}).isDirectory(ROOT)).toBe(true);
});

test('takes every folder above a file for a directory, and no file', () => {
  const tree = memoryTree({ 'a/b/c.yaml': '' });
  expect(['a', 'a/b', 'a/b/c.yaml', 'a/c', 'b'].filter((each) => tree.isDirectory(path(each)))).toEqual([
    'a',
    'a/b',
  ]);
});

test('finds what stands below a directory and nothing of its neighbours', () => {
  expect(filesBelow(neighbours, path('app'))).toEqual(['app/b.yaml', 'app/deep/c.yaml']);
});

test('finds all files below the root', () => {
  expect(filesBelow(neighbours, ROOT)).toEqual(neighbours.paths);
});

test('finds nothing below a directory that is not there', () => {
  expect(filesBelow(neighbours, path('ap'))).toEqual([]);
});

test('lists only the direct entries of a directory', () => {
  expect(listDirectory(neighbours, path('app'))).toEqual({
    files: ['app/b.yaml'],
    directories: ['app/deep'],
  });
});

test('lists the entries of the root', () => {
  const { files, directories } = listDirectory(neighbours, ROOT);
  expect(files).toEqual(['app.yaml', 'app0', 'apps']);
  expect(directories).toEqual(['app', 'app-two']);
});

test('lists a directory that holds directories only', () => {
  expect(listDirectory(memoryTree({ 'a/b/c': '' }), path('a'))).toEqual({
    files: [],
    directories: ['a/b'],
  });
});

test('lists nothing for a directory that is not there', () => {
  expect(listDirectory(neighbours, path('nowhere'))).toEqual({ files: [], directories: [] });
});

test('hides what a filter takes away from every view of the tree', () => {
  const filtered = filterTree(neighbours, (each) => !each.startsWith('app/'));
  expect(filtered.paths).not.toContain('app/b.yaml');
  expect(filtered.read(path('app/b.yaml'))).toBeUndefined();
  expect(filtered.isDirectory(path('app'))).toBe(false);
});

test('shares the files of the whole tree with its filtered part', () => {
  const filtered = filterTree(neighbours, (each) => each === 'apps');
  expect(filtered.read(path('apps'))).toBe(neighbours.read(path('apps')));
});

test('is the tree itself when a filter takes nothing away', () => {
  expect(filterTree(neighbours, () => true)).toBe(neighbours);
});

test('keeps links and notes when files are filtered or replaced', () => {
  const links = new Set([path('a')]);
  const notes: TreeNote[] = [{ path: path('b'), reason: 'link-outside' }];
  const tree = treeOf([path('a'), path('c')], () => undefined, { links, notes });
  for (const view of [filterTree(tree, (each) => each === 'a'), replaceFiles(tree, new Map())]) {
    expect(view.links).toBe(links);
    expect(view.notes).toBe(notes);
  }
});

test('shows the new content of a replaced file and the old one of the others', () => {
  const tree = memoryTree({ a: 'old a', b: 'old b' });
  const replaced = replaceFiles(tree, new Map([[path('a'), sourceFile(path('a'), 'new a')]]));
  expect(replaced.paths).toEqual(['a', 'b']);
  expect(replaced.read(path('a'))?.text).toBe('new a');
  expect(replaced.read(path('b'))).toBe(tree.read(path('b')));
  expect(tree.read(path('a'))?.text).toBe('old a');
});

test('shows a directory as a tree of its own', () => {
  const inner = subTree(neighbours, path('app'));
  expect(inner.paths).toEqual(['b.yaml', 'deep/c.yaml']);
  expect(inner.isDirectory(path('deep'))).toBe(true);
});

test('lets a file of a subtree name its place in the whole repository', () => {
  const file = subTree(neighbours, path('app')).read(path('deep/c.yaml'));
  expect(file?.path).toBe('app/deep/c.yaml');
  expect(file).toBe(neighbours.read(path('app/deep/c.yaml')));
});

test('cannot be left by a subtree', () => {
  const inner = subTree(neighbours, path('app'));
  expect(inner.read(path('app/b.yaml'))).toBeUndefined();
  expect(inner.read(path('apps'))).toBeUndefined();
});

test('names the links of a subtree as the subtree sees them', () => {
  const links = new Set([path('app/link'), path('app2/link')]);
  const tree = treeOf([path('app/link'), path('app2/link')], () => undefined, { links });
  expect([...(subTree(tree, path('app')).links ?? [])]).toEqual(['link']);
});

test('is the tree itself below the root', () => {
  expect(subTree(neighbours, ROOT)).toBe(neighbours);
});

test('puts files under new paths and leaves them their own', () => {
  const file = sourceFile(path('charts/values.yaml'), 'x: 1');
  const tree = composedTree(
    new Map([
      [path('z/values.yaml'), file],
      [path('a/values.yaml'), file],
    ]),
  );
  expect(tree.paths).toEqual(['a/values.yaml', 'z/values.yaml']);
  expect(tree.read(path('z/values.yaml'))?.path).toBe('charts/values.yaml');
});

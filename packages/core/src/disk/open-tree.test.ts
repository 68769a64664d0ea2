import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { UsageError } from '../source/usage-error.js';
import { openTree } from './open-tree.js';

let outside: string;
let root: string;

beforeEach(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'open-tree-')));
  root = join(outside, 'root');
  mkdirSync(root);
});

afterEach(() => {
  rmSync(outside, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>, below: string = root): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(below, path)), { recursive: true });
    writeFileSync(join(below, path), content);
  }
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

function read(tree: FileTree, path: string): string | undefined {
  return tree.read(path as RepoPath)?.text;
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    return error instanceof UsageError ? error.code : `no usage error: ${String(error)}`;
  }
  return undefined;
}

test('lists every file by its path from the root, sorted by code unit', () => {
  write({ 'b.yaml': '', 'a/b/c.yaml': '', 'B.yaml': '', 'a.yaml': '', '.sops.yaml': '' });
  expect(openTree(root).paths).toEqual(['.sops.yaml', 'B.yaml', 'a.yaml', 'a/b/c.yaml', 'b.yaml']);
});

test('takes names with characters of patterns as they are', () => {
  const names = ['[a].yaml', '{a,b}.yaml', 'a b.yaml', 'a*.yaml', 'back\\slash.yaml', 'é.yaml'];
  write(Object.fromEntries(names.map((name) => [name, name])));
  const tree = openTree(root);
  expect([...tree.paths].sort()).toEqual([...names].sort());
  for (const name of names) expect(read(tree, name)).toBe(name);
});

test('reads the content of a file once', () => {
  write({ 'a.yaml': 'before' });
  const tree = openTree(root);
  const first = tree.read('a.yaml' as RepoPath);
  write({ 'a.yaml': 'after' });
  expect(first?.text).toBe('before');
  expect(tree.read('a.yaml' as RepoPath)).toBe(first);
});

test.for(['missing.yaml', '../secret', 'a/../a.yaml', '/etc/hostname', ''])('reads nothing at %j', (path) => {
  write({ 'a.yaml': '' });
  write({ secret: 'x' }, outside);
  expect(openTree(root).read(path as RepoPath)).toBeUndefined();
});

test('opens an empty directory', () => {
  expect(openTree(root).paths).toEqual([]);
});

test('opens a directory through a link', () => {
  write({ 'a.yaml': 'x' });
  symlinkSync(root, join(outside, 'link'));
  const tree = openTree(join(outside, 'link'));
  expect(tree.paths).toEqual(['a.yaml']);
  expect(read(tree, 'a.yaml')).toBe('x');
});

test('refuses a directory that is not there', () => {
  expect(codeOf(() => openTree(join(root, 'nowhere')))).toBe('no-such-directory');
});

test('refuses a file in place of a directory', () => {
  write({ 'a.yaml': '' });
  expect(codeOf(() => openTree(join(root, 'a.yaml')))).toBe('no-such-directory');
});

test('leaves out what belongs to git and to npm, at any depth', () => {
  write({
    '.git/config': '',
    'vendor/.git': 'gitdir: ../.git/modules/vendor',
    'vendor/a.yaml': '',
    'node_modules/a/b.yaml': '',
    'web/node_modules/a.yaml': '',
    '.github/workflow.yaml': '',
    '.gitattributes': '',
  });
  expect(openTree(root).paths).toEqual(['.gitattributes', '.github/workflow.yaml', 'vendor/a.yaml']);
});

test('shows a link to a file of the repository at its own place', () => {
  write({ 'base/a.yaml': 'x: 1' });
  link('prod/a.yaml', '../base/a.yaml');
  const tree = openTree(root);
  expect(tree.paths).toEqual(['base/a.yaml', 'prod/a.yaml']);
  expect(read(tree, 'prod/a.yaml')).toBe('x: 1');
  expect([...(tree.links ?? [])]).toEqual(['prod/a.yaml']);
});

test('lets a linked file name the place where its text is edited', () => {
  write({ 'base/a.yaml': 'x: 1' });
  link('prod/a.yaml', '../base/a.yaml');
  const tree = openTree(root);
  const linked = tree.read('prod/a.yaml' as RepoPath);
  expect(linked?.path).toBe('base/a.yaml');
  expect(linked).toBe(tree.read('base/a.yaml' as RepoPath));
});

test('shows the files behind a link to a directory of the repository', () => {
  write({ 'base/a.yaml': 'x: 1', 'base/deep/b.yaml': '' });
  link('prod', 'base');
  const tree = openTree(root);
  expect(tree.paths).toEqual(['base/a.yaml', 'base/deep/b.yaml', 'prod/a.yaml', 'prod/deep/b.yaml']);
  expect([...(tree.links ?? [])].sort()).toEqual(['prod/a.yaml', 'prod/deep/b.yaml']);
  expect(tree.isDirectory('prod/deep' as RepoPath)).toBe(true);
  expect(read(tree, 'prod/a.yaml')).toBe('x: 1');
});

test('follows a link to a link within the repository', () => {
  write({ 'a.yaml': 'x' });
  link('b.yaml', 'a.yaml');
  link('c.yaml', 'b.yaml');
  expect(read(openTree(root), 'c.yaml')).toBe('x');
});

test('follows an absolute link that stays within the repository', () => {
  write({ 'a.yaml': 'x' });
  link('b.yaml', join(root, 'a.yaml'));
  expect(read(openTree(root), 'b.yaml')).toBe('x');
});

test.for<[name: string, target: string]>([
  ['a file beside the root', '../secret.yaml'],
  ['a directory beside the root', '../elsewhere'],
  ['a directory whose name begins with that of the root', '../root-other'],
  ['the directory that holds the root', '..'],
])('does not follow a link to %s', ([, target]) => {
  write({ 'secret.yaml': 'x', 'elsewhere/a.yaml': 'x', 'root-other/a.yaml': 'x' }, outside);
  link('link', target);
  const tree = openTree(root);
  expect(tree.paths).toEqual([]);
  expect(tree.read('link' as RepoPath)).toBeUndefined();
  expect(tree.notes).toEqual([{ path: 'link', reason: 'link-outside' }]);
});

test.for(['.git', '.git/config', '.git/hooks', 'vendor/.git/config'])(
  'does not follow a link to %s',
  (target) => {
    write({ '.git/config': 'token', '.git/hooks/a.yaml': 'x: 1', 'vendor/.git/config': 'token' });
    link('a.yaml', target);
    const tree = openTree(root);
    expect(tree.paths).toEqual([]);
    expect(tree.read('a.yaml' as RepoPath)).toBeUndefined();
    expect(tree.notes).toEqual([{ path: 'a.yaml', reason: 'link-outside' }]);
  },
);

test('does not leave the root by a link behind a link', () => {
  write({ 'a.yaml': 'x' }, join(outside, 'elsewhere'));
  link('dir/out', '../../elsewhere');
  link('again', 'dir');
  const tree = openTree(root);
  expect(tree.paths).toEqual([]);
  expect(tree.notes).toContainEqual({ path: 'dir/out', reason: 'link-outside' });
});

test('notes a link whose target is not there', () => {
  link('a.yaml', 'nowhere.yaml');
  const tree = openTree(root);
  expect(tree.paths).toEqual([]);
  expect(tree.notes).toEqual([{ path: 'a.yaml', reason: 'link-broken' }]);
});

test('notes links that point at each other', () => {
  link('a.yaml', 'b.yaml');
  link('b.yaml', 'a.yaml');
  expect(openTree(root).notes?.map(({ reason }) => reason)).toEqual(['link-broken', 'link-broken']);
});

test.for(['.', '..', '../..'])('does not go round a link to %s', (target) => {
  write({ 'a/b/c.yaml': 'x' });
  link('a/b/loop', target);
  expect(openTree(root).paths).toEqual(['a/b/c.yaml']);
});

test('leaves out what .gitignore names', () => {
  write({
    '.git/HEAD': '',
    '.gitignore': '*.log\n/out/\n',
    'a.log': '',
    'a.yaml': '',
    'out/a.yaml': '',
    'x/out/a.yaml': '',
  });
  expect(openTree(root).paths).toEqual(['.gitignore', 'a.yaml', 'x/out/a.yaml']);
});

test('takes back a file by a later pattern', () => {
  write({ '.git/HEAD': '', '.gitignore': '*.yaml\n!keep.yaml\n', 'a.yaml': '', 'keep.yaml': '' });
  expect(openTree(root).paths).toEqual(['.gitignore', 'keep.yaml']);
});

test('cannot take back a file of a directory that is left out', () => {
  write({
    '.git/HEAD': '',
    '.gitignore': 'out/\n!out/keep.yaml\n',
    'out/keep.yaml': '',
    'out/.gitignore': '!keep.yaml\n',
  });
  expect(openTree(root).paths).toEqual(['.gitignore']);
});

test('takes back no more than a pattern names', () => {
  write({
    '.git/HEAD': '',
    '.gitignore': '\ufeff*\n!*/\n!*.yaml\n',
    'a.txt': '',
    'x/a.txt': '',
    'x/a.yaml': '',
    'x/y/b.yaml': '',
  });
  expect(openTree(root).paths).toEqual(['x/a.yaml', 'x/y/b.yaml']);
});

test('binds a .gitignore to its directory, and lets the deeper one decide', () => {
  write({
    '.git/HEAD': '',
    '.gitignore': 'b.yaml\n',
    'x/.gitignore': '/a.yaml\n!b.yaml\n',
    'a.yaml': '',
    'b.yaml': '',
    'x/a.yaml': '',
    'x/b.yaml': '',
    'x/y/a.yaml': '',
  });
  expect(openTree(root).paths).toEqual(['.gitignore', 'a.yaml', 'x/.gitignore', 'x/b.yaml', 'x/y/a.yaml']);
});

test('notes a file that is not UTF-8 when it is read', () => {
  write({ 'a.png': Uint8Array.of(0x89, 0x50, 0xff), 'b.yaml': '' });
  const tree = openTree(root);
  expect(tree.notes).toEqual([]);
  expect(tree.read('a.png' as RepoPath)?.bytes).toHaveLength(3);
  tree.read('a.png' as RepoPath);
  expect(tree.notes).toEqual([{ path: 'a.png', reason: 'binary' }]);
});

test('lists a file that is too large, notes it and does not read it', () => {
  write({ 'large.yaml': '12345', 'fits.yaml': '1234' });
  const tree = openTree(root, { maxFileSize: 4 });
  expect(tree.paths).toEqual(['fits.yaml', 'large.yaml']);
  expect(read(tree, 'fits.yaml')).toBe('1234');
  expect(tree.read('large.yaml' as RepoPath)).toBeUndefined();
  expect(tree.notes).toEqual([{ path: 'large.yaml', reason: 'too-large' }]);
});

test('counts the size of a file in bytes', () => {
  write({ 'a.yaml': 'ééé' });
  expect(openTree(root, { maxFileSize: 5 }).read('a.yaml' as RepoPath)).toBeUndefined();
});

test('notes a file that cannot be read any more', () => {
  write({ 'a.yaml': 'x' });
  const tree = openTree(root);
  rmSync(join(root, 'a.yaml'));
  expect(tree.read('a.yaml' as RepoPath)).toBeUndefined();
  expect(tree.notes).toEqual([{ path: 'a.yaml', reason: 'unreadable' }]);
});

test('leaves nothing out where there is no git: an archive holds what is tracked', () => {
  write({ '.gitignore': '*.yaml\n', 'a.yaml': '' });
  expect(openTree(root).paths).toEqual(['.gitignore', 'a.yaml']);
});

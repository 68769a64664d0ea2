import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { UsageError } from '../source/usage-error.js';
import { openRevision } from './open-revision.js';

let directory: string;
let root: string;
let submoduleCommit: string;

// Nothing of the machine's or a calling git's settings may reach the repository of the test.
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  const result = spawnSync('git', ['-C', root, ...identity, ...args], {
    env: environment,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout.trim();
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'open-revision-')));
  root = join(directory, 'repository');
  mkdirSync(root);
  git('init', '--quiet', '--initial-branch=main');
  write('apps/a.yaml', 'version: one\n');
  write('apps/copy.yaml', 'version: one\n');
  write('apps/script.sh', 'echo one\n');
  write('apps/empty.yaml', '');
  write('name with\ttab "é".yaml', 'odd');
  write('image.txt', Uint8Array.of(0x89, 0xff));
  symlinkSync('apps/a.yaml', join(root, 'link.yaml'));
  git('add', '.');
  git('commit', '--quiet', '--message=one');
  git('tag', '--annotate', 'v1', '--message=v1');

  submoduleCommit = git('rev-parse', 'HEAD');
  git('update-index', '--add', '--cacheinfo', `160000,${submoduleCommit},vendor/module`);
  write('apps/a.yaml', 'version: two\n');
  write('new.yaml', 'x');
  git('add', 'apps', 'new.yaml');
  git('commit', '--quiet', '--message=two');
  git('branch', 'topic', 'v1');

  write('apps/a.yaml', 'version: not committed\n');
  write('untracked.yaml', 'x');
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function read(tree: FileTree, path: string): string | undefined {
  return tree.read(path as RepoPath)?.text;
}

function refusal(act: () => unknown): UsageError | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  return undefined;
}

test.for<[revision: string, content: string]>([
  ['HEAD', 'version: two\n'],
  ['main', 'version: two\n'],
  ['HEAD~1', 'version: one\n'],
  ['v1', 'version: one\n'],
  ['topic', 'version: one\n'],
])('shows files as they were at %s', ([revision, content]) => {
  expect(read(openRevision(root, revision), 'apps/a.yaml')).toBe(content);
});

test('takes a shortened commit', () => {
  expect(read(openRevision(root, submoduleCommit.slice(0, 10)), 'apps/a.yaml')).toBe('version: one\n');
});

test('lists the files of the commit, sorted, and nothing that is only in the work tree', () => {
  expect(openRevision(root, 'HEAD').paths).toEqual([
    'apps/a.yaml',
    'apps/copy.yaml',
    'apps/empty.yaml',
    'apps/script.sh',
    'image.txt',
    'name with\ttab "é".yaml',
    'new.yaml',
  ]);
});

test('reads files with odd names, without content, and of kinds that are not manifests', () => {
  const tree = openRevision(root, 'HEAD');
  expect(read(tree, 'name with\ttab "é".yaml')).toBe('odd');
  expect(read(tree, 'apps/empty.yaml')).toBe('');
  expect(read(tree, 'apps/script.sh')).toBe('echo one\n');
});

test('gives files with the same content each their own path', () => {
  const tree = openRevision(root, 'v1');
  expect(tree.read('apps/a.yaml' as RepoPath)?.path).toBe('apps/a.yaml');
  expect(tree.read('apps/copy.yaml' as RepoPath)?.path).toBe('apps/copy.yaml');
});

test('answers every read of a file with the same value', () => {
  const tree = openRevision(root, 'HEAD');
  expect(tree.read('apps/a.yaml' as RepoPath)).toBe(tree.read('apps/a.yaml' as RepoPath));
});

test('keeps the bytes of a file that is not UTF-8', () => {
  const file = openRevision(root, 'HEAD').read('image.txt' as RepoPath);
  expect([...(file?.bytes ?? [])]).toEqual([0x89, 0xff]);
});

test('reads nothing where the commit has no file', () => {
  const tree = openRevision(root, 'v1');
  expect(read(tree, 'new.yaml')).toBeUndefined();
  expect(read(tree, 'untracked.yaml')).toBeUndefined();
  expect(read(tree, '../repository/apps/a.yaml')).toBeUndefined();
});

test('knows directories', () => {
  const tree = openRevision(root, 'HEAD');
  expect([tree.isDirectory('apps' as RepoPath), tree.isDirectory('new.yaml' as RepoPath)]).toEqual([
    true,
    false,
  ]);
});

test('does not follow a link, and notes it', () => {
  const tree = openRevision(root, 'HEAD');
  expect(tree.paths).not.toContain('link.yaml');
  expect(tree.read('link.yaml' as RepoPath)).toBeUndefined();
  expect([...(tree.links ?? [])]).toEqual(['link.yaml']);
  expect(tree.notes?.map(({ path }) => path)).toEqual(['link.yaml']);
});

test('names submodules without taking them for files', () => {
  const tree = openRevision(root, 'HEAD');
  expect(tree.submodules).toEqual(['vendor/module']);
  expect(tree.paths).not.toContain('vendor/module');
  expect(tree.read('vendor/module' as RepoPath)).toBeUndefined();
  expect(openRevision(root, 'v1').submodules).toEqual([]);
});

test('shows a subdirectory as a tree of its own', () => {
  const tree = openRevision(join(root, 'apps'), 'HEAD');
  expect(tree.paths).toEqual(['a.yaml', 'copy.yaml', 'empty.yaml', 'script.sh']);
  expect(read(tree, 'a.yaml')).toBe('version: two\n');
});

test.for(['nowhere', 'HEAD:apps/a.yaml', 'HEAD:apps', '', '^HEAD', 'HEAD..v1', 'v1 HEAD', ' ', 'HEAD\nHEAD'])(
  'refuses %j, which is no commit',
  (revision) => {
    expect(refusal(() => openRevision(root, revision))?.code).toBe('bad-argument');
  },
);

test('says that there is no such revision', () => {
  expect(refusal(() => openRevision(root, 'nowhere'))?.message).toBe(
    `The repository of '${root}' has no revision 'nowhere'.`,
  );
});

test.for(['--all', '-h', '--git-dir=/', '-'])('takes %s for no option of git', (revision) => {
  const refused = refusal(() => openRevision(root, revision));
  expect(refused?.code).toBe('bad-argument');
  expect(refused?.message).toContain(revision);
});

test('refuses a directory that is in no repository', () => {
  expect(refusal(() => openRevision(directory, 'HEAD'))?.code).toBe('bad-argument');
});

test('refuses a directory that is not there, and names it', () => {
  const missing = join(directory, 'nowhere');
  const refused = refusal(() => openRevision(missing, 'HEAD'));
  expect(refused?.code).toBe('bad-argument');
  expect(refused?.message).toContain(missing);
});

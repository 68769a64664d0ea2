import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTree } from './open-tree.js';
import { trackedFiles } from './tracked-files.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tracked-files-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'a: 1\n');
  }
}

// Names of all lengths up to a padding, with a long prefix in common, and one that is not ASCII.
const PATHS = ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg', 'abcdefgh', 'é'].map(
  (name) => `apps/${name.repeat(20)}/${name}.yaml`,
);

test.for([2, 3, 4])('reads the index of version %i', (version) => {
  write(...PATHS);
  git('init', '--quiet');
  git('add', '--all');
  // Version 3 is written only where an entry needs it.
  if (version === 3) {
    write('later.yaml');
    git('add', '--intent-to-add', 'later.yaml');
  } else git('update-index', '--index-version', String(version));
  const expected = [...PATHS, ...(version === 3 ? ['later.yaml'] : [])].sort();
  expect([...(trackedFiles(root) ?? [])].sort()).toEqual(expected);
});

test('tells the tracked files of a directory by their paths from there', () => {
  write('x/a.yaml', 'b.yaml');
  git('init', '--quiet');
  git('add', '--all');
  expect([...(trackedFiles(join(root, 'x')) ?? [])]).toEqual(['a.yaml']);
});

test('tells nothing where there is no git, and no file where the index is damaged', () => {
  expect(trackedFiles(root)).toBeUndefined();
  git('init', '--quiet');
  expect(trackedFiles(root)).toEqual(new Set());
  writeFileSync(join(root, '.git/index'), Buffer.from('DIRC\0\0\0\x02\xff\xff\xff\xff', 'latin1'));
  expect(trackedFiles(root)).toEqual(new Set());
});

test('a tracked file that .gitignore names is a part of the repository', () => {
  write('backup.yaml', 'backup-new.yaml');
  writeFileSync(join(root, '.gitignore'), 'backup*.yaml\n');
  git('init', '--quiet');
  git('add', '--force', 'backup.yaml', '.gitignore');
  expect(openTree(root).paths).toEqual(['.gitignore', 'backup.yaml']);
});

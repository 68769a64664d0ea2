import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findConfig } from './find-config.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

const found = (directory: string): string | undefined =>
  findConfig(join(root, directory))?.slice(root.length + 1);

test.for(['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs'])('finds fluxvet.config.%s', (ending) => {
  write(`fluxvet.config.${ending}`);
  expect(found('.')).toBe(`fluxvet.config.${ending}`);
});

test.for([
  'fluxvet.config',
  '.fluxvet.yaml',
  'fluxvet.yaml',
  'fluxvet.config.toml',
  'fluxvet.config.yaml.bak',
])('does not take %s for a configuration', (name) => {
  write(name);
  expect(found('.')).toBeUndefined();
});

test('finds the configuration of the repository from a directory below it', () => {
  write('.git/HEAD', 'fluxvet.config.yaml', 'clusters/prod/apps.yaml');
  expect(found('clusters/prod')).toBe('fluxvet.config.yaml');
});

test('takes the one nearest to the root of the repository', () => {
  write('.git/HEAD', 'fluxvet.config.yaml', 'clusters/fluxvet.config.yaml');
  expect(found('clusters')).toBe('fluxvet.config.yaml');
});

test('does not look above the root of the repository', () => {
  write('fluxvet.config.yaml', 'repository/.git/HEAD', 'repository/clusters/apps.yaml');
  expect(found('repository/clusters')).toBeUndefined();
});

test('knows a worktree or a submodule by its file .git', () => {
  write('fluxvet.config.yaml', 'repository/.git', 'repository/clusters/apps.yaml');
  expect(found('repository/clusters')).toBeUndefined();
});

test('looks only into the directory itself outside a repository', () => {
  write('fluxvet.config.yaml', 'clusters/apps.yaml');
  expect(found('clusters')).toBeUndefined();
  expect(found('.')).toBe('fluxvet.config.yaml');
});

test('refuses two configurations in one directory, and names both', () => {
  write('fluxvet.config.yaml', 'fluxvet.config.ts');
  expect(() => found('.')).toThrow(
    expect.objectContaining({
      code: 'bad-config',
      message: expect.stringMatching(/fluxvet\.config\.yaml.*fluxvet\.config\.ts/),
    }),
  );
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRepository, placeInRepository } from './find-repository.js';

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'fluxvet-')));
  mkdirSync(join(root, 'repository/.git'), { recursive: true });
  mkdirSync(join(root, 'repository/deploy/flux'), { recursive: true });
  symlinkSync(join(root, 'repository/deploy'), join(root, 'link'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.for([
  ['the root', 'repository', ''],
  ['a directory in it', 'repository/deploy/flux', 'deploy/flux'],
  ['a link to one', 'link/flux', 'deploy/flux'],
  ['a directory of no repository', '.', ''],
] as const)('tells the place in the repository of %s', ([, directory, place]) => {
  expect(placeInRepository(join(root, directory))).toBe(place);
});

test('finds the root of the repository, and nothing where there is none', () => {
  expect(findRepository(join(root, 'repository/deploy'))).toBe(join(root, 'repository'));
  expect(findRepository(root)).toBeUndefined();
});

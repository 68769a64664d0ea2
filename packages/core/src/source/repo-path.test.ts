import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  baseName,
  directoryOf,
  isWithin,
  joinPath,
  type RepoPath,
  ROOT,
  relativePath,
  resolvePath,
  showPath,
  toRepoPath,
} from './repo-path.js';

const path = (text: string): RepoPath => text as RepoPath;
const paths: fc.Arbitrary<RepoPath> = fc
  .array(fc.constantFrom('a', 'b', 'ab', '.x', '...'), { maxLength: 4 })
  .map((parts) => path(parts.join('/')));

test.for<[text: string, normal: string]>([
  ['', ''],
  ['.', ''],
  ['./', ''],
  ['./a', 'a'],
  ['a//b/', 'a/b'],
  ['a/./b', 'a/b'],
  ['a/../b', 'b'],
  ['a/..', ''],
  ['.../a', '.../a'],
  ['..a', '..a'],
  ['a\\..\\b', 'a\\..\\b'],
  ['~/a', '~/a'],
  [' a ', ' a '],
])('reads %j as %j', ([text, normal]) => {
  expect(toRepoPath(text)).toBe(normal);
});

test.for(['..', '../a', 'a/../..', './../a', 'a/../../a', '/', '/a', '//a', 'a\0b'])('refuses %j', (text) => {
  expect(toRepoPath(text)).toBeUndefined();
});

test('resolves a path as seen from a directory', () => {
  expect(resolvePath(path('apps/base'), '../prod')).toBe('apps/prod');
  expect(resolvePath(path('apps'), '..')).toBe('');
  expect(resolvePath(path('apps'), '.')).toBe('apps');
});

test('refuses a path that leaves the root even when it comes back', () => {
  expect(resolvePath(path('apps'), '../../apps')).toBeUndefined();
});

test('knows the directory and the name of a path', () => {
  expect([directoryOf(path('a/b/c')), baseName(path('a/b/c'))]).toEqual(['a/b', 'c']);
  expect([directoryOf(path('a')), baseName(path('a'))]).toEqual(['', 'a']);
  expect(directoryOf(ROOT)).toBe(ROOT);
});

test('joins a name to the root without a slash', () => {
  expect([joinPath(ROOT, 'a'), joinPath(path('a'), 'b')]).toEqual(['a', 'a/b']);
});

test('takes no neighbour with the same beginning for an inner path', () => {
  expect(isWithin(path('app'), path('apps'))).toBe(false);
  expect(isWithin(path('app'), path('app/a'))).toBe(true);
  expect(isWithin(path('app'), path('app'))).toBe(true);
  expect(isWithin(path('app/a'), path('app'))).toBe(false);
});

test('takes everything for a part of the root', () => {
  expect([isWithin(ROOT, ROOT), isWithin(ROOT, path('a/b'))]).toEqual([true, true]);
});

test.for<[from: string, to: string, relative: string]>([
  ['a', 'a', '.'],
  ['', '', '.'],
  ['', 'a/b', 'a/b'],
  ['a/b', '', '../..'],
  ['a/b', 'a/c', '../c'],
  ['ab', 'a', '../a'],
])('sees from %j the path %j as %j', ([from, to, relative]) => {
  expect(relativePath(path(from), path(to))).toBe(relative);
});

test('shows the root as a dot', () => {
  expect([showPath(ROOT), showPath(path('a'))]).toEqual(['.', 'a']);
});

test('a relative path leads back to where it points', () => {
  fc.assert(
    fc.property(paths, paths, (from, to) => {
      expect(resolvePath(from, relativePath(from, to))).toBe(to);
    }),
  );
});

test('what has been read is inside and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '/', '\\', '\0', ' ') }), (text) => {
      const read = toRepoPath(text);
      if (read === undefined) return;
      expect(read.split('/')).not.toContain('..');
      expect(read.startsWith('/')).toBe(false);
      expect(toRepoPath(read)).toBe(read);
    }),
  );
});

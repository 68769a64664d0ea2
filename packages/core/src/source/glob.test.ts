import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob, segmentTest } from './glob.js';

test.for<[pattern: string, path: string]>([
  ['*.yaml', 'a.yaml'],
  ['*.yaml', '.a.yaml'],
  ['apps/*', 'apps/a'],
  ['**/*.yaml', 'a.yaml'],
  ['**/*.yaml', 'a/b/c.yaml'],
  ['apps/**', 'apps/a/b'],
  ['a/**/b', 'a/b'],
  ['a/**/b', 'a/x/y/b'],
  ['[a-c].yaml', 'b.yaml'],
  ['?.yaml', 'a.yaml'],
  ['{a,b}.yaml', 'b.yaml'],
  ['!a.yaml', '!a.yaml'],
  ['#a.yaml', '#a.yaml'],
  ['+(a)', '+(a)'],
  ['\\*', '*'],
])('%s fits %s', ([pattern, path]) => {
  expect(matchesGlob(path, pattern)).toBe(true);
});

test.for<[pattern: string, path: string]>([
  ['*.yaml', 'apps/a.yaml'],
  ['apps/*', 'apps/a/b'],
  ['*.yaml', 'a.yml'],
  ['?.yaml', 'ab.yaml'],
  ['[a-c].yaml', 'd.yaml'],
  ['a.yaml', 'aXyaml'],
  ['!a.yaml', 'b.yaml'],
  ['+(a)', 'aa'],
  ['\\*', 'a'],
  ['A.yaml', 'a.yaml'],
])('%s does not fit %s', ([pattern, path]) => {
  expect(matchesGlob(path, pattern)).toBe(false);
});

test('takes a segment without wildcards literally', () => {
  const test = segmentTest('a{b,c}+(d).yaml');
  expect(test('a{b,c}+(d).yaml')).toBe(true);
  expect(test('ab.yaml')).toBe(false);
});

test('has no braces in the pattern of a segment, as git has none', () => {
  expect(segmentTest('{a,b}*')('a')).toBe(false);
  expect(segmentTest('{a,b}*')('{a,b}c')).toBe(true);
});

test('every path fits itself as a literal segment', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.{}(),!@#+-]{1,20}$/), (name) => {
      expect(segmentTest(name)(name)).toBe(true);
    }),
  );
});

test('no pattern makes the match throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (pattern, path) => {
      expect(typeof matchesGlob(path, pattern)).toBe('boolean');
    }),
  );
});

test('ends on a pattern that would make a backtracking expression run on', () => {
  expect(matchesGlob('a'.repeat(60), `${'*a'.repeat(30)}b`)).toBe(false);
});

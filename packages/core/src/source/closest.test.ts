import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from './closest.js';

test.for<[word: string, candidates: string[], meant: string]>([
  ['intervall', ['interval', 'timeout'], 'interval'],
  ['intreval', ['interval', 'internal'], 'interval'],
  ['Interval', ['interval'], 'interval'],
  ['patchs', ['patches', 'path'], 'patches'],
  ['x', ['y'], 'y'],
])('takes %s of %j for %s', ([word, candidates, meant]) => {
  expect(closest(word, candidates)).toBe(meant);
});

test.for<[word: string, candidates: string[]]>([
  ['resources', ['interval', 'timeout']],
  ['prune', ['pruning-of-things']],
  ['ab', ['cd']],
  ['interval', []],
  ['', []],
])('offers nothing for %s among %j', ([word, candidates]) => {
  expect(closest(word, candidates)).toBeUndefined();
});

test('never offers the word itself', () => {
  expect(closest('path', ['path'])).toBeUndefined();
  expect(closest('path', ['path', 'patch'])).toBe('patch');
});

test('counts two letters that changed places as one mistake', () => {
  // Three letters allow one mistake; a swap counted as two would be too many.
  expect(closest('abc', ['acb'])).toBe('acb');
});

test('prefers the first of candidates that are equally near', () => {
  expect(closest('cat', ['bat', 'hat'])).toBe('bat');
});

test('answers with one of the candidates or not at all', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (word, candidates) => {
      const found = closest(word, candidates);
      expect(found === undefined || (candidates.includes(found) && found !== word)).toBe(true);
    }),
  );
});

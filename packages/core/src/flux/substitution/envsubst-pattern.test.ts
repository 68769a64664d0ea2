import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coveredPrefixes } from './envsubst-pattern.js';

/** Whether a pattern covers a text to its end. */
function matchPattern(pattern: string, text: string): 'match' | 'no-match' | 'bad-pattern' {
  const covered = coveredPrefixes(pattern, text);
  if (covered === 'bad-pattern') return covered;
  return covered.longest === text.length ? 'match' : 'no-match';
}

type Case = readonly [pattern: string, text: string];

test.for<Case>([
  ['abc', 'abc'],
  ['*', 'abc'],
  ['*', 'a/b'],
  ['a*c', 'abbc'],
  ['a*', 'a'],
  ['*a*b', 'xxaxxb'],
  ['a?c', 'abc'],
  ['?', '😀'],
  ['?', '/'],
  ['[a-c]', 'b'],
  ['[abc]', 'c'],
  ['[^a-c]', 'd'],
  ['[a-cx]', 'x'],
  ['[*]', '*'],
  ['[\\]]', ']'],
  ['[\\-]', '-'],
  ['[a-\\z]', 'q'],
  ['\\*', '*'],
  ['\\\\', '\\'],
  ['[^\\-]', 'a'],
  [']', ']'],
])('%j covers %j', ([pattern, text]) => {
  expect(matchPattern(pattern, text)).toBe('match');
});

test.for<Case>([
  ['abc', 'ab'],
  ['ab', 'abc'],
  ['a?c', 'ac'],
  ['?', ''],
  ['[a-c]', 'd'],
  ['[^a]', 'a'],
  ['[c-a]', 'b'],
  ['a*b', 'abc'],
  ['\\*', 'x'],
  ['', 'a'],
])('%j does not cover %j', ([pattern, text]) => {
  expect(matchPattern(pattern, text)).toBe('no-match');
});

test.for(['[', '[a', '[]', '[]a]', '[^]', '[-]', '[a-]', '[a-', 'a\\', '[\\', '*['])(
  '%j is malformed, whatever the text',
  (pattern) => {
    expect(matchPattern(pattern, 'a')).toBe('bad-pattern');
  },
);

test('a text covers itself once its signs are escaped', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      expect(matchPattern(text.replace(/[*?[\]\\]/g, '\\$&'), text)).toBe('match');
    }),
  );
});

test('stars match as a regular expression would', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 12 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
      expect(matchPattern(pattern, text) === 'match').toBe(expected);
    }),
  );
});

test('tells the shortest and the longest beginning', () => {
  expect(coveredPrefixes('*b', 'abab')).toEqual({ shortest: 2, longest: 4 });
  expect(coveredPrefixes('a*', 'abab')).toEqual({ shortest: 1, longest: 4 });
  expect(coveredPrefixes('x', 'abab')).toEqual({ shortest: undefined, longest: undefined });
  expect(coveredPrefixes('?', '😀')).toEqual({ shortest: 1, longest: 2 });
});

test('looks at each character of a long text once', () => {
  expect(coveredPrefixes('*y', 'x'.repeat(1_000_000))).toEqual({ shortest: undefined, longest: undefined });
  expect(() => coveredPrefixes('*x'.repeat(20_000), 'x'.repeat(20_000))).toThrow(
    'more than 20,000,000 steps',
  );
});

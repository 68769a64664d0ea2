import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchPattern } from './envsubst-pattern.js';

type Case = readonly [pattern: string, text: string];

test.for<Case>([
  ['abc', 'abc'],
  ['*', ''],
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
  ['', ''],
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
    fc.property(fc.string(), (text) => {
      expect(matchPattern(text.replace(/[*?[\]\\]/g, '\\$&'), text)).toBe('match');
    }),
  );
});

test('stars match as a regular expression would', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
      expect(matchPattern(pattern, text) === 'match').toBe(expected);
    }),
  );
});

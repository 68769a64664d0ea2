import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchoredGoRegexp, type GoRegexp, goRegexp, UNAMBIGUOUS } from './go-regexp.js';

function compiled(result: ReturnType<typeof goRegexp>): GoRegexp {
  if (typeof result === 'function') return result;
  throw new Error(result.error);
}

test('finds a pattern anywhere in a text unless it is anchored', () => {
  expect(compiled(goRegexp('b+'))('abbc')).toBe(true);
  expect(compiled(goRegexp('^b+$'))('abbc')).toBe(false);
});

test.for(['(', '[', 'a**', '(?=a)', '(?!a)', '(a)\\1', '\\', '(?P<n>a)(?P<n>b)'])(
  'tells why %s is no pattern of Go',
  (pattern) => {
    const result = goRegexp(pattern);
    expect(result).toEqual({ error: expect.stringMatching(/\S/) });
  },
);

test.for<[pattern: string, text: string]>([
  ['(?i)ABC', 'abc'],
  ['(?P<ts>[0-9]+)', '12'],
  ['\\pL', 'é'],
  ['\\Qa.b\\E', 'a.b'],
  ['[[:digit:]]', '4'],
  ['(?s)a.b', 'a\nb'],
  ['\\z', 'a'],
])('knows %s as Go does', ([pattern, text]) => {
  expect(compiled(goRegexp(pattern))(text)).toBe(true);
});

test('lets no dot stand for a line break', () => {
  expect(compiled(goRegexp('a.b'))('a\nb')).toBe(false);
});

test('ends on a pattern that would make a backtracking engine run on', () => {
  expect(compiled(goRegexp('^(a+)+$'))(`${'a'.repeat(5000)}!`)).toBe(false);
});

test('an anchored pattern must cover the whole text', () => {
  const fits = compiled(anchoredGoRegexp('app.*'));
  expect(fits('apps')).toBe(true);
  expect(fits('my-apps')).toBe(false);
});

test('an anchored alternative is anchored on both sides', () => {
  const fits = compiled(anchoredGoRegexp('a|b'));
  expect(['a', 'b', 'ab', 'xb', 'ax'].filter(fits)).toEqual(['a', 'b']);
});

test('an anchored plain name fits itself only', () => {
  const fits = compiled(anchoredGoRegexp('apps/v1'));
  expect(fits('apps/v1')).toBe(true);
  expect(fits('apps/v1beta1')).toBe(false);
});

test('a dot of an anchored pattern is still a wildcard', () => {
  expect(compiled(anchoredGoRegexp('a.c'))('abc')).toBe(true);
});

test('an empty anchored pattern fits the empty text only', () => {
  const fits = compiled(anchoredGoRegexp(''));
  expect([fits(''), fits('a')]).toEqual([true, false]);
});

test('no pattern makes the compiler throw', () => {
  fc.assert(
    fc.property(fc.string(), (pattern) => {
      const result = goRegexp(pattern);
      expect(typeof result === 'function' || result.error.length > 0).toBe(true);
    }),
  );
});

test('compares simple patterns without the engine to the same end', () => {
  const part = fc.constantFrom('a', 'b', '.', '|', '(', ')', '^', '$', '-', '\n');
  const texts = fc.array(fc.constantFrom('a', 'b', '-', '\n', '.'), { maxLength: 5 });
  const patterns = fc.tuple(fc.array(part, { maxLength: 5 }), fc.boolean(), fc.array(part, { maxLength: 5 }));
  fc.assert(
    fc.property(patterns, texts, ([before, hasGap, after], text) => {
      const pattern = before.join('') + (hasGap ? '.*' : '') + after.join('');
      const simple = anchoredGoRegexp(pattern);
      const engine = goRegexp(`^(?:${pattern})$`);
      if (typeof engine !== 'function') expect(simple).toEqual(engine);
      else expect([pattern, compiled(simple)(text.join(''))]).toEqual([pattern, engine(text.join(''))]);
    }),
    { numRuns: 2000 },
  );
});

const QUICK = [...UNAMBIGUOUS, '^(http|https)://.*$', '^oci://'];

test('reads the patterns of Flux without the engine as the engine does', () => {
  const pieces = [
    '1',
    '20',
    '.',
    'ms',
    's',
    'm',
    'h',
    ' ',
    '\n',
    'http',
    'oci',
    '://',
    'x',
    'A',
    '-',
    '_',
    '@',
    '/',
  ];
  const texts = fc
    .array(fc.constantFrom(...pieces, '@artifact/', 'é'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom(...QUICK), texts, (pattern, text) => {
      // Within a group of its own the pattern is left to the engine.
      const engine = compiled(goRegexp(`(?:${pattern})`));
      expect(compiled(goRegexp(pattern))(text)).toBe(engine(text));
    }),
    { numRuns: 3000 },
  );
});

test.for(QUICK)('reads long texts by %s at once', (pattern) => {
  const fits = compiled(goRegexp(pattern));
  const parts = ['1', '1m', 'a', 'a.', '-', 'a-', '@a', '@a-', '@a/', '@artifact/', 'http://', '.'];
  for (const part of parts) expect(fits(`${part.repeat(100_000)}!\n`)).toBe(false);
});

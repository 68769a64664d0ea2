import { expect, test } from 'vitest';
import { toException, withoutPaths } from './to-exception.js';

test.each([
  ["Cannot read '/home/somebody/fleet/a.yaml'", "Cannot read 'a.yaml'"],
  ['at file:///srv/x/index.js:1:2', 'at index.js:1:2'],
  ['at (C:\\Users\\somebody\\a.js:1)', 'at (a.js:1)'],
  ['/tmp/x/ is gone', 'x is gone'],
])('%s', (text, without) => {
  expect(withoutPaths(text)).toBe(without);
});

test.each([
  "'apps/base/a.yaml' of https://example.com/a/b.git",
  'and/or',
  "The kind 'a/v1/B'",
  'a ratio of 1/2/3',
])('leaves %s', (text) => {
  expect(withoutPaths(text)).toBe(text);
});

test('keeps calls and packages of a stack, and no paths', () => {
  const stack = [
    'TypeError: Cannot read /home/somebody/a.yaml',
    '    at Object.check (file:///home/somebody/node_modules/.pnpm/x/node_modules/@team/rules/dist/index.js:1:2)',
    '    at /home/somebody/a.js:3:4',
    '    at new Promise (<anonymous>)',
  ].join('\n');
  const frame = (name: string): object => ({
    location: { logicalLocations: [{ name, fullyQualifiedName: name, kind: 'function' }] },
  });
  expect(toException({ name: 'TypeError', message: 'Cannot read /home/somebody/a.yaml', stack })).toEqual({
    kind: 'TypeError',
    message: 'Cannot read a.yaml.',
    stack: {
      frames: [
        { module: '@team/rules', ...frame('Object.check') },
        frame('(anonymous)'),
        frame('new Promise'),
      ],
    },
  });
});

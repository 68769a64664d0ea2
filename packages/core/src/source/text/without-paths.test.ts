import { expect, test } from 'vitest';
import { withoutPaths } from './without-paths.js';

test.each([
  ["Cannot read '/home/somebody/fleet/a.yaml'", "Cannot read 'a.yaml'"],
  ['at file:///srv/x/index.js:1:2', 'at index.js:1:2'],
  ['at (C:\\Users\\somebody\\a.js:1)', 'at (a.js:1)'],
  ['/tmp/x/ is gone', 'x is gone'],
  ["open '/home/some body/my fleet/a.yaml'", "open 'a.yaml'"],
  ["open '/etc//tmp/x'", "open 'x'"],
  ['at (/srv/node_modules/.pnpm/r@1/node_modules/@team/r/dist/a.js:1:2)', 'at (@team/r/dist/a.js:1:2)'],
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

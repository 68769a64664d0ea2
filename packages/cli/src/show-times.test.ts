import { expect, test } from 'vitest';
import { showTimes } from './show-times.js';

test('lists the slowest rule first, with its part of the whole', () => {
  const times = new Map([
    ['quick', 1],
    ['slow', 3],
    ['also-quick', 1],
  ]);
  const lines = showTimes(times).split('\n');
  expect(lines.map((line) => line.trim().split(/\s+/).join(' '))).toEqual([
    '3.0 ms 60.0 % slow',
    '1.0 ms 20.0 % also-quick',
    '1.0 ms 20.0 % quick',
    '5.0 ms all rules',
    '',
  ]);
});

test('does not divide by nothing', () => {
  expect(showTimes(new Map([['idle', 0]]))).not.toContain('NaN');
  expect(showTimes(new Map())).toMatch(/0\.0 ms +all rules/);
});

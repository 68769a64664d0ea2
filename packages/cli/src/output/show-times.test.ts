import { expect, test } from 'vitest';
import { showTimes } from './show-times.js';

test('lists the slowest rule first, with its part of the whole', () => {
  const rules = new Map([
    ['quick', 1],
    ['slow', 3],
    ['also-quick', 1],
  ]);
  const lines = showTimes({ rules, shared: 5, model: 10 }).split('\n');
  expect(lines.map((line) => line.trim().split(/\s+/).join(' '))).toEqual([
    '3.0 ms 15.0 % slow',
    '1.0 ms 5.0 % also-quick',
    '1.0 ms 5.0 % quick',
    '5.0 ms 25.0 % all rules',
    '5.0 ms 25.0 % shared by rules: texts that are parsed, objects that are judged by their schemas',
    '10.0 ms 50.0 % the model',
    '',
  ]);
});

test('does not divide by nothing', () => {
  expect(showTimes({ rules: new Map([['idle', 0]]), shared: 0, model: 0 })).not.toContain('NaN');
});

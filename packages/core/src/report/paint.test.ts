import { expect, test } from 'vitest';
import { count, paintFor } from './paint.js';

test('paints nothing where colours are not wanted', () => {
  for (const paint of [paintFor(false), paintFor(undefined)]) {
    expect([paint.bold('a'), paint.dim('b'), paint.severity('error', 'c')]).toEqual(['a', 'b', 'c']);
  }
});

test('paints each severity in another colour, and ends every colour', () => {
  const paint = paintFor(true);
  const painted = (['error', 'warning', 'note'] as const).map((severity) => paint.severity(severity, 'x'));
  expect(new Set(painted).size).toBe(3);
  for (const text of [...painted, paint.bold('x'), paint.dim('x')]) {
    expect(text).toMatch(/^\u001b\[\d+mx\u001b\[0m$/);
  }
});

test.for([
  [0, '0 files'],
  [1, '1 file'],
  [2, '2 files'],
] as const)('counts %i', ([number, text]) => {
  expect(count(number, 'file')).toBe(text);
});

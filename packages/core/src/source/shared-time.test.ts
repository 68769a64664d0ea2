import { expect, test } from 'vitest';
import { sharedTime, sharedWork } from './shared-time.js';

function busy(milliseconds: number): void {
  for (const start = performance.now(); performance.now() - start < milliseconds; );
}

test('counts work once, however deep it stands in other such work', () => {
  const before = sharedTime();
  const start = performance.now();
  const result = sharedWork(() => {
    busy(2);
    return sharedWork(() => {
      busy(2);
      return 'done';
    });
  });
  const elapsed = performance.now() - start;
  expect(result).toBe('done');
  expect(sharedTime() - before).toBeGreaterThanOrEqual(4);
  expect(sharedTime() - before).toBeLessThanOrEqual(elapsed);
});

test('counts work that throws', () => {
  const before = sharedTime();
  expect(() =>
    sharedWork(() => {
      busy(1);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(sharedTime() - before).toBeGreaterThanOrEqual(1);
});

test('counts nothing else', () => {
  const before = sharedTime();
  busy(1);
  expect(sharedTime()).toBe(before);
});

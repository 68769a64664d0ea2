/**
 * Any value as a number.
 * Source: spf13/cast 1.7, which Sprig uses.
 *
 * @module
 */
import { fitsInt64, parseFloat64, parseInteger } from '../../format/read-number.js';
import { read } from '../../values/traced.js';
import type { Value } from '../../values/value.js';

/** The value as an int64; what is no number is 0. */
export function toInt64(given: Value): bigint {
  const value = read(given);
  switch (typeof value) {
    case 'number':
      return truncated(value);
    case 'boolean':
      return value ? 1n : 0n;
    case 'string': {
      const whole = parseInteger(withoutZeros(value));
      return whole !== undefined && fitsInt64(whole) ? whole : 0n;
    }
    default:
      return value?.kind === 'int' ? BigInt.asIntN(64, value.value) : 0n;
  }
}

/** `1.00` is read as 1, `1.50` is not read at all. */
function withoutZeros(text: string): string {
  return text.replace(/\.0+$/, '');
}

// What amd64 makes of a number that does not fit.
const NO_NUMBER = -(2n ** 63n);

function truncated(value: number): bigint {
  if (!Number.isFinite(value)) return NO_NUMBER;
  const whole = BigInt(Math.trunc(value));
  return fitsInt64(whole) ? whole : NO_NUMBER;
}

/** The value as a float64; what is no number is 0. */
export function toFloat64(given: Value): number {
  const value = read(given);
  switch (typeof value) {
    case 'number':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'string':
      return parseFloat64(value) ?? 0;
    default:
      return value?.kind === 'int' ? Number(value.value) : 0;
  }
}

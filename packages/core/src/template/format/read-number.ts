/**
 * Go's reading of numbers: strconv.ParseInt with base 0 and 10, and ParseFloat.
 *
 * @module
 */

const INTEGER =
  /^([-+]?)(?:0[xX]((?:_?[0-9a-fA-F])+)|0[bB]((?:_?[01])+)|0[oO]((?:_?[0-7])+)|0((?:_?[0-7])+)|(0|[1-9](?:_?[0-9])*))$/;

/** A whole number in Go's notation, of any size: `0x1f`, `0o17`, `017`, `1_000`. */
export function parseInteger(text: string): bigint | undefined {
  const [, sign, hex, binary, octal, old, decimal] = INTEGER.exec(text) ?? [];
  const digits =
    (hex !== undefined && `0x${hex}`) ||
    (binary !== undefined && `0b${binary}`) ||
    (octal !== undefined && `0o${octal}`) ||
    (old !== undefined && `0o${old}`) ||
    decimal;
  if (!digits || digits.length > 80) return undefined;
  const value = BigInt(digits.replaceAll('_', ''));
  return sign === '-' ? -value : value;
}

/** Whether a number fits int64. */
export function fitsInt64(value: bigint): boolean {
  return value >= MIN_INT64 && value <= MAX_INT64;
}

export const MIN_INT64: bigint = -(2n ** 63n);
export const MAX_INT64: bigint = 2n ** 63n - 1n;
export const MAX_UINT64: bigint = 2n ** 64n - 1n;

const DECIMAL =
  /^[-+]?(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;
const HEXADECIMAL = /^([-+]?)0[xX](?:_?)([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([-+]?[0-9]+)$/;
const SPECIAL = /^([-+]?)(inf|infinity|nan)$/i;

/** A number with a fraction in Go's notation; `undefined` where it is none or too large. */
export function parseFloat64(text: string): number | undefined {
  const value = floatOrInfinite(text);
  return value !== undefined && !Number.isFinite(value) && !SPECIAL.test(text) ? undefined : value;
}

/** The same, but infinite where the number is too large. */
export function floatOrInfinite(text: string): number | undefined {
  const special = SPECIAL.exec(text);
  if (special) {
    if (special[2]?.toLowerCase() === 'nan') return special[1] === '' ? Number.NaN : undefined;
    return special[1] === '-' ? -Infinity : Infinity;
  }
  const hex = HEXADECIMAL.exec(text);
  if (hex) return hexadecimal(hex);
  return DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

function hexadecimal([, sign, whole = '', fraction = '', exponent = '']: RegExpExecArray):
  | number
  | undefined {
  const digits = (whole + fraction).replaceAll('_', '');
  if (digits === '') return undefined;
  const scale = Number(exponent) - 4 * fraction.replaceAll('_', '').length;
  const value = Number(BigInt(`0x${digits}`)) * 2 ** scale;
  return sign === '-' ? -value : value;
}

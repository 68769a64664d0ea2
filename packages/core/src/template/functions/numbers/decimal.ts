/**
 * Numbers with a decimal point, exact but for division.
 * Source: shopspring/decimal, which Sprig's `addf` and its kin use.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';

/** `digits × 10^exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The decimal with the fewest digits that tells a number. */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new GoFault(`Cannot create a Decimal from ${infinite(value)}`);
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function infinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

export function toNumber({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

function at({ digits, exponent }: Decimal, target: number): bigint {
  return digits * 10n ** BigInt(exponent - target);
}

export function addDecimals(a: Decimal, b: Decimal, sign: 1 | -1): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: at(a, exponent) + BigInt(sign) * at(b, exponent), exponent };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

const PRECISION = 16;

/** Sixteen digits after the point, halves away from zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (b.digits === 0n) throw new GoFault('decimal division by 0');
  const shift = a.exponent - b.exponent + PRECISION;
  const above = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const below = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
  const positive = (value: bigint): bigint => (value < 0n ? -value : value);
  let quotient = positive(above) / positive(below);
  if ((positive(above) % positive(below)) * 2n >= positive(below)) quotient++;
  return { digits: above < 0n !== below < 0n ? -quotient : quotient, exponent: -PRECISION };
}

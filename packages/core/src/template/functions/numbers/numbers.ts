/**
 * Sprig's functions of numbers.
 * Source: numeric.go of Sprig 3.3.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { printValue } from '../../format/print-value.js';
import { fitsInt64, parseInteger } from '../../format/read-number.js';
import { checkItems } from '../../values/budget.js';
import { INT_LIST, int, int64, list, type Value } from '../../values/value.js';
import { toFloat64, toInt64 } from '../call/cast.js';
import { type Functions, fn, variadicFn } from '../call/define.js';
import {
  addDecimals,
  type Decimal,
  decimalOf,
  divideDecimals,
  multiplyDecimals,
  toNumber,
} from './decimal.js';

function steps(start: number, stop: number, step: number): number[] {
  const down = stop < start;
  if (down ? step >= 0 : step <= 0) return [];
  checkItems(Math.abs((stop - start) / step));
  const items: number[] = [];
  for (let at = start; down ? at > stop : at < stop; at += step) items.push(at);
  return items;
}

function ints(items: readonly number[]): Value {
  return list(
    items.map((item) => int(item)),
    INT_LIST,
  );
}

function sequence(params: readonly number[]): string {
  const [first = 0, second = 0, third = 0] = params;
  switch (params.length) {
    case 1: {
      const by = first < 1 ? -1 : 1;
      return steps(1, first + by, by).join(' ');
    }
    case 2: {
      const by = second < first ? -1 : 1;
      return steps(first, second + by, by).join(' ');
    }
    case 3: {
      const by = third < first ? -1 : 1;
      if (by < 0 && second > 0) return '';
      return steps(first, third + by, second).join(' ');
    }
    default:
      return '';
  }
}

function integers(combine: (a: bigint, b: bigint) => bigint): GoFunction {
  return variadicFn(['interface {}'], 'interface {}', ([first], rest) =>
    int64(rest.reduce((sum: bigint, each) => BigInt.asIntN(64, combine(sum, toInt64(each))), toInt64(first))),
  );
}

function two(combine: (a: bigint, b: bigint) => bigint): GoFunction {
  return fn(['interface {}', 'interface {}'], (a, b) => int64(combine(toInt64(a), toInt64(b))));
}

function noZero(divisor: bigint): bigint {
  if (divisor === 0n) throw new GoFault('runtime error: integer divide by zero');
  return divisor;
}

function floats(combine: (a: number, b: number) => number): GoFunction {
  return variadicFn(['interface {}'], 'interface {}', ([first], rest) =>
    rest.reduce((sum: number, each) => combine(sum, toFloat64(each)), toFloat64(first)),
  );
}

function decimals(combine: (a: Decimal, b: Decimal) => Decimal): GoFunction {
  return variadicFn(['interface {}'], 'interface {}', ([first], rest) =>
    toNumber(
      rest.reduce(
        (sum: Decimal, each) => combine(sum, decimalOf(toFloat64(each))),
        decimalOf(toFloat64(first)),
      ),
    ),
  );
}

function round(value: number, places: number, on: number): number {
  const power = 10 ** places;
  const digit = power * value;
  const fraction = digit % 1;
  return (fraction >= on ? Math.ceil(digit) : Math.floor(digit)) / power;
}

const isLess = (a: bigint, b: bigint): boolean => a < b;
const BIGGEST = integers((a, b) => (isLess(a, b) ? b : a));
const ZERO = decimalOf(0);

export const NUMBERS: Functions = {
  int: fn(['interface {}'], (value) => int(toInt64(value))),
  int64: fn(['interface {}'], (value) => int64(toInt64(value))),
  float64: fn(['interface {}'], toFloat64),
  atoi: fn(['string'], (text) => {
    const whole = /^[-+]?[0-9]+$/.test(text) ? BigInt(text.replace('+', '')) : 0n;
    return int(fitsInt64(whole) ? whole : whole > 0n ? 2n ** 63n - 1n : -(2n ** 63n));
  }),
  toDecimal: fn(['interface {}'], (value) => {
    const text = printValue(value);
    const whole = /^[-+]?[0-7]+$/.test(text) ? parseInteger(text.replace(/^([-+]?)/, '$10o')) : undefined;
    return int64(whole !== undefined && fitsInt64(whole) ? whole : 0n);
  }),
  add: variadicFn([], 'interface {}', (_args, values) =>
    int64(values.reduce((sum: bigint, each) => sum + toInt64(each), 0n)),
  ),
  add1: fn(['interface {}'], (value) => int64(toInt64(value) + 1n)),
  sub: two((a, b) => a - b),
  mul: integers((a, b) => a * b),
  div: two((a, b) => a / noZero(b)),
  mod: two((a, b) => a % noZero(b)),
  max: BIGGEST,
  biggest: BIGGEST,
  min: integers((a, b) => (isLess(b, a) ? b : a)),
  maxf: floats(Math.max),
  minf: floats(Math.min),
  add1f: fn(['interface {}'], (value) => toNumber(addDecimals(decimalOf(toFloat64(value)), decimalOf(1), 1))),
  addf: variadicFn([], 'interface {}', (_args, values) =>
    toNumber(values.reduce((sum: Decimal, each) => addDecimals(sum, decimalOf(toFloat64(each)), 1), ZERO)),
  ),
  subf: decimals((a, b) => addDecimals(a, b, -1)),
  mulf: decimals(multiplyDecimals),
  divf: decimals(divideDecimals),
  floor: fn(['interface {}'], (value) => Math.floor(toFloat64(value))),
  ceil: fn(['interface {}'], (value) => Math.ceil(toFloat64(value))),
  round: variadicFn(['interface {}', 'int'], 'float64', ([value, places], [on]) =>
    round(toFloat64(value), places, on === undefined ? 0.5 : toFloat64(on)),
  ),
  until: fn(['int'], (count) => ints(steps(0, count, count < 0 ? -1 : 1))),
  untilStep: fn(['int', 'int', 'int'], (start, stop, step) => ints(steps(start, stop, step))),
  seq: variadicFn([], 'int', (_args, params) => sequence(params)),
};

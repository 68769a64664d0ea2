/**
 * eq, ne, lt, le, gt, ge.
 * Source: text/template/funcs.go of Go 1.26.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { printArg } from '../../format/print-value.js';
import { newPrinter } from '../../format/printer.js';
import { compareText } from '../../values/go-text.js';
import { deepEqual, kindName, typeName } from '../../values/kinds.js';
import { read } from '../../values/traced.js';
import type { Value } from '../../values/value.js';
import type { Functions } from '../call/define.js';

type Given = Value | undefined;
type Basic = 'bool' | 'complex' | 'float' | 'int' | 'string' | 'uint';

function basicKind(value: Given): Basic | undefined {
  const bare = value === undefined ? null : read(value);
  switch (typeof bare) {
    case 'string':
      return 'string';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    default:
      if (bare?.kind === 'int') return bare.type.startsWith('u') ? 'uint' : 'int';
      return bare?.kind === 'complex' ? 'complex' : undefined;
  }
}

function isNil(value: Given): boolean {
  return value === undefined || read(value) === null;
}

function incompatible(a: Given, b: Given): GoFault {
  return new GoFault(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}

function basicEqual(a: Given, b: Given): boolean {
  const x = a === undefined ? null : read(a);
  const y = b === undefined ? null : read(b);
  if (typeof x === 'object' && typeof y === 'object') {
    if (x?.kind === 'int' && y?.kind === 'int') return x.value === y.value;
    if (x?.kind === 'complex' && y?.kind === 'complex') return x.re === y.re && x.im === y.im;
  }
  return x === y;
}

function printed(value: Given, verb: string): string {
  const printer = newPrinter();
  printArg(printer, value ?? null, verb);
  return printer.text;
}

function isNilOfType(value: Given): boolean {
  const bare = value === undefined ? null : read(value);
  return (
    bare === null ||
    (typeof bare === 'object' && (bare.kind === 'map' || bare.kind === 'list') && bare.isNil === true)
  );
}

/** Two values of which neither has a basic kind. */
function equalOthers(a: Given, b: Given): boolean {
  if (!isNil(a) && !isNil(b) && kindName(a) !== kindName(b)) {
    const types = `${printed(a, 's')}: ${typeName(a)}, ${typeName(b)}: ${printed(b, 'v')}`;
    throw new GoFault(`non-comparable types ${types}`);
  }
  if (isNilOfType(a) || isNilOfType(b)) return isNilOfType(a) === isNilOfType(b);
  const bare = read(b ?? null);
  if (bare !== null && typeof bare === 'object' && ['map', 'list', 'bytes'].includes(bare.kind))
    throw new GoFault(`non-comparable type ${printed(b, 's')}: ${typeName(b)}`);
  // Two structs behind pointers are equal only where they are one.
  if (bare !== null && typeof bare === 'object' && bare.kind === 'struct') return read(a ?? null) === bare;
  return deepEqual(a ?? null, b ?? null);
}

function areEqual(first: Given, others: readonly Given[]): boolean {
  if (others.length === 0) throw new GoFault('missing argument for comparison');
  const kind = basicKind(first);
  for (const other of others) {
    const otherKind = basicKind(other);
    if (kind !== undefined && kind === otherKind) {
      if (basicEqual(first, other)) return true;
    } else if (kind === otherKind) {
      if (equalOthers(first, other)) return true;
    } else if ((kind === 'int' && otherKind === 'uint') || (kind === 'uint' && otherKind === 'int')) {
      if (basicEqual(first, other)) return true;
    } else if (!isNil(first) && !isNil(other)) throw incompatible(first, other);
  }
  return false;
}

function isLess(a: Given, b: Given): boolean {
  const kindA = basicKind(a);
  const kindB = basicKind(b);
  if (kindA === undefined || kindB === undefined) throw new GoFault('invalid type for comparison');
  const x = read(a ?? null);
  const y = read(b ?? null);
  const isWhole = (kind: Basic): boolean => kind === 'int' || kind === 'uint';
  if (kindA !== kindB && !(isWhole(kindA) && isWhole(kindB))) throw incompatible(a, b);
  if (kindA === 'bool' || kindA === 'complex') throw new GoFault('invalid type for comparison');
  if (typeof x === 'string' && typeof y === 'string') return compareText(x, y) < 0;
  if (typeof x === 'number' && typeof y === 'number') return x < y;
  if (typeof x === 'object' && typeof y === 'object' && x?.kind === 'int' && y?.kind === 'int')
    return x.value < y.value;
  return false;
}

function two(call: (a: Given, b: Given) => boolean): GoFunction {
  return { params: ['reflect.Value', 'reflect.Value'], call: ([a, b]) => call(a, b) };
}

export const COMPARE: Functions = {
  eq: {
    params: ['reflect.Value'],
    variadic: 'reflect.Value',
    call: ([first, ...others]) => areEqual(first, others),
  },
  ne: two((a, b) => !areEqual(a, [b])),
  lt: two(isLess),
  le: two((a, b) => isLess(a, b) || areEqual(a, [b])),
  gt: two((a, b) => !(isLess(a, b) || areEqual(a, [b]))),
  ge: two((a, b) => !isLess(a, b)),
};

/**
 * Sprig's functions of defaults, types and truth.
 * Source: defaults.go and reflect.go of Sprig 3.3.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import { deepCopy, deepEqual, isTrue, kindName, typeName } from '../../values/kinds.js';
import { plain } from '../../values/traced.js';
import type { Value } from '../../values/value.js';
import { type Functions, fn, variadicFn } from '../call/define.js';

/** Whether Sprig takes a value for none. */
export function isEmpty(value: Value): boolean {
  const bare = plain(value);
  if (bare !== null && typeof bare === 'object' && (bare.kind === 'struct' || bare.kind === 'time'))
    return false;
  return !isTrue(value);
}

function copy(value: Value): Value {
  if (plain(value) === null) throw new GoFault('reflect: call of reflect.Value.Type on zero Value');
  return deepCopy(value);
}

export const DEFAULTS: Functions = {
  default: {
    ...variadicFn(['interface {}'], 'interface {}', ([fallback], [given = null]) =>
      isEmpty(given) ? fallback : given,
    ),
    chooses: true,
  },
  empty: fn(['interface {}'], isEmpty),
  coalesce: {
    ...variadicFn([], 'interface {}', (_args, values) => values.find((value) => !isEmpty(value)) ?? null),
    chooses: true,
  },
  all: variadicFn([], 'interface {}', (_args, values) => !values.some(isEmpty)),
  any: variadicFn([], 'interface {}', (_args, values) => values.some((value) => !isEmpty(value))),
  ternary: {
    ...fn(['interface {}', 'interface {}', 'bool'], (yes, no, condition) => (condition ? yes : no)),
    chooses: true,
  },
  typeOf: fn(['interface {}'], typeName),
  typeIs: fn(['string', 'interface {}'], (type, value) => typeName(value) === type),
  typeIsLike: fn(['string', 'interface {}'], (type, value) => [type, `*${type}`].includes(typeName(value))),
  kindOf: fn(['interface {}'], kindName),
  kindIs: fn(['string', 'interface {}'], (kind, value) => kindName(value) === kind),
  deepEqual: fn(['interface {}', 'interface {}'], deepEqual),
  deepCopy: fn(['interface {}'], copy),
  mustDeepCopy: fn(['interface {}'], copy),
};

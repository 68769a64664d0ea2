/**
 * Whether a value can be an argument of a type.
 * Source: validateType in text/template/exec.go of Go 1.26.
 *
 * @module
 */
import { typeName } from '../values/kinds.js';
import { plain } from '../values/traced.js';
import { ANY_LIST, nilList, nilMap, type ParamType, type Value } from '../values/value.js';
import { type Frame, fail, type Ref, unbox } from './frame.js';

/** The value as an argument of the type, or an error at the current node. */
export function checkType(frame: Frame, ref: Ref, type: ParamType): Value | undefined {
  const value = unbox(ref);
  if (type === 'reflect.Value') return value;
  if (value === undefined) {
    if (type === 'interface {}') return null;
    const zero = zeroOf(type);
    return zero === undefined ? fail(frame, `invalid value; expected ${type}`) : zero;
  }
  if (type === 'interface {}') return value;
  if (accepts(type, value)) return asUnnamed(value, type);
  const got = plain(value) === null ? 'interface {}' : typeName(value);
  return fail(frame, `wrong type for value; expected ${type}; got ${got}`);
}

/** The nil of a type that has one. */
export function zeroOf(type: ParamType): Value | undefined {
  if (type === 'interface {}') return null;
  if (type === 'map[string]interface {}') return nilMap();
  return type.startsWith('[]') ? nilList(type) : undefined;
}

function accepts(type: ParamType, given: Value): boolean {
  const value = plain(given);
  if (value === null) return false;
  if (typeof value === 'string') return type === 'string';
  if (typeof value === 'number') return type === 'float64';
  if (typeof value === 'boolean') return type === 'bool';
  switch (value.kind) {
    case 'int':
      return value.type === type;
    case 'map':
      // A named map type can stand for the unnamed one with the same elements.
      return value.type === type || (type === 'map[string]interface {}' && NAMED_MAPS.has(value.type));
    case 'list':
      return value.type === type || (type === ANY_LIST && value.type === ANY_LIST);
    case 'bytes':
      return type === '[]uint8';
    case 'struct':
      return value.type === type || `*${value.type}` === type;
    case 'time':
      return type === 'time.Time';
    default:
      return false;
  }
}

/** A named map passed as an unnamed one loses its name and methods; the entries are the same. */
function asUnnamed(value: Value, type: ParamType): Value {
  if (type !== 'map[string]interface {}' || typeof value !== 'object' || value?.kind !== 'map') return value;
  if (value.type === type) return value;
  const { methods: _methods, ...rest } = value;
  return { ...rest, type };
}

const NAMED_MAPS: ReadonlySet<string> = new Set(['common.Values', 'chartutil.Values']);

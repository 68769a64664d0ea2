/**
 * What Go calls the types and kinds of values, and which of them are true, empty, equal.
 *
 * @module
 */
import { countPart } from './budget.js';
import { plain, readWhole } from './traced.js';
import type { GoInt, GoList, GoMap, Value } from './value.js';

/** The type as `%T` prints it. */
export function typeName(given: Value | undefined): string {
  if (given === undefined) return '<nil>';
  const value = plain(given);
  if (value === null) return '<nil>';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'float64';
    case 'boolean':
      return 'bool';
  }
  switch (value.kind) {
    case 'int':
    case 'map':
    case 'list':
      return value.type;
    case 'bytes':
      return '[]uint8';
    case 'time':
      return 'time.Time';
    case 'complex':
      return 'complex128';
    case 'struct':
      return value.isPointer ? `*${value.type}` : value.type;
  }
}

/** The kind as reflect names it. */
export function kindName(given: Value | undefined): string {
  if (given === undefined) return 'invalid';
  const value = plain(given);
  if (value === null) return 'invalid';
  if (typeof value !== 'object') return typeName(value);
  switch (value.kind) {
    case 'int':
      return value.type;
    case 'map':
      return 'map';
    case 'list':
    case 'bytes':
      return 'slice';
    case 'time':
      return 'struct';
    case 'complex':
      return 'complex128';
    case 'struct':
      return value.isPointer ? 'ptr' : 'struct';
  }
}

/** Whether a condition holds. Source: IsTrue in text/template/exec.go. */
export function isTrue(given: Value | undefined): boolean {
  if (given === undefined) return false;
  readWhole(given);
  const value = plain(given);
  if (value === null) return false;
  switch (typeof value) {
    case 'string':
      return value !== '';
    case 'number':
      return value !== 0;
    case 'boolean':
      return value;
  }
  switch (value.kind) {
    case 'int':
      return value.value !== 0n;
    case 'complex':
      return value.re !== 0 || value.im !== 0;
    case 'bytes':
      return value.text !== '';
    case 'map':
      return value.entries.size > 0;
    case 'list':
      return value.items.length > 0;
    default:
      return true;
  }
}

export function isInt(value: unknown): value is GoInt {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'int';
}

export function isMap(value: unknown): value is GoMap {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'map';
}

export function isList(value: unknown): value is GoList {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'list';
}

/** Source: reflect.DeepEqual. */
export function deepEqual(left: Value, right: Value, counter: { parts: number } = { parts: 0 }): boolean {
  countPart(counter);
  const a = plain(left);
  const b = plain(right);
  readWhole(left);
  readWhole(right);
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a.kind !== b.kind || typeName(a) !== typeName(b)) return false;
  if (isInt(a)) return a.value === (b as GoInt).value;
  if (isMap(a)) {
    const other = b as GoMap;
    if (a.entries.size !== other.entries.size || a.isNil !== other.isNil) return false;
    for (const [key, item] of a.entries) {
      const counterpart = other.entries.get(key);
      if (counterpart === undefined || !deepEqual(item, counterpart, counter)) return false;
    }
    return true;
  }
  if (isList(a)) {
    const other = b as GoList;
    if (a.items.length !== other.items.length || a.isNil !== other.isNil) return false;
    return a.items.every((item, at) => deepEqual(item, other.items[at] ?? null, counter));
  }
  if (a.kind === 'bytes' && b.kind === 'bytes') return a.text === b.text;
  if (a.kind === 'time' && b.kind === 'time') return a.nanos === b.nanos && a.zone === b.zone;
  if (a.kind === 'complex' && b.kind === 'complex') return a.re === b.re && a.im === b.im;
  if (a.kind === 'struct' && b.kind === 'struct')
    return [...a.fields].every(([name, field]) => deepEqual(field, b.fields.get(name) ?? null));
  return false;
}

/** A copy down to the scalars, which keep their traces. Source: mitchellh/copystructure. */
export function deepCopy(given: Value, counter: { parts: number } = { parts: 0 }): Value {
  countPart(counter);
  if (given === null || typeof given !== 'object') return given;
  if (given.kind === 'map') {
    const entries = new Map<string, Value>();
    for (const [key, item] of given.entries) entries.set(key, deepCopy(item, counter));
    return { ...given, entries };
  }
  if (given.kind === 'list') return { ...given, items: given.items.map((item) => deepCopy(item, counter)) };
  return given;
}

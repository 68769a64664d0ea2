/**
 * Maps merged into each other.
 * Source: dario.cat/mergo 1.0.1 as Sprig uses it, with overwriting and without.
 *
 * @module
 */
import { isList, isMap } from '../../values/kinds.js';
import { plain, read } from '../../values/traced.js';
import { ANY_MAP, type GoMap, TEXT_MAP, type Value } from '../../values/value.js';

/** Merges a map into another one, which is changed; the maps within are shared, not copied. Gives the error, if any. */
export function mergeMaps(into: GoMap, from: GoMap, overwrite: boolean): string | undefined {
  for (const [key, value] of [...from.entries]) {
    const fault = mergeEntry(into, key, value, overwrite);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function mergeEntry(into: GoMap, key: string, value: Value, overwrite: boolean): string | undefined {
  const old = into.entries.get(key);
  const from = plain(value);
  if (from === null) {
    if (overwrite) into.entries.set(key, value);
    return undefined;
  }
  const to = old === undefined ? null : plain(old);
  if (isMap(from) && isMap(to)) {
    if (to.type === TEXT_MAP && from.type === ANY_MAP && from.entries.size > 0) return NOT_ASSIGNABLE;
    if (to.isNil) {
      into.entries.set(key, value);
      return undefined;
    }
    return mergeMaps(to, from, overwrite);
  }
  if (overwrite || old === undefined || isEmptyValue(old)) into.entries.set(key, value);
  return undefined;
}

const NOT_ASSIGNABLE =
  'reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string';

/** What mergo takes for no value. */
function isEmptyValue(value: Value): boolean {
  const bare = read(value);
  if (bare === null || bare === '' || bare === 0 || bare === false) return true;
  if (typeof bare !== 'object') return false;
  if (isMap(bare)) return bare.entries.size === 0;
  if (isList(bare)) return bare.items.length === 0;
  return bare.kind === 'int' && bare.value === 0n;
}

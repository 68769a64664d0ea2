/**
 * Sprig's functions of dictionaries.
 * Source: dict.go of Sprig 3.3.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { typeName } from '../../values/kinds.js';
import { noteMissed, plain, read, traced } from '../../values/traced.js';
import type { Given } from '../../values/value.js';
import { ANY_MAP, type GoMap, list, map, TEXT_LIST, type Value } from '../../values/value.js';
import { type Functions, fn, variadicFn } from '../call/define.js';
import { stringValue } from '../call/string-value.js';
import { mergeMaps } from './merge.js';

/** An entry; that one was asked for which is not there is noted. */
function entry(dict: GoMap, key: string): Value | undefined {
  const found = dict.entries.get(key);
  if (found !== undefined) return found;
  noteMissed(dict.given, key);
  return dict.unknown && traced(null, dict.unknown.trace, true);
}

function dictionary(items: readonly Value[]): Value {
  const entries: [string, Value][] = [];
  for (let at = 0; at < items.length; at += 2)
    entries.push([stringValue(items[at] ?? null), items[at + 1] ?? (at + 1 < items.length ? null : '')]);
  return map(entries);
}

function writable(dict: GoMap): GoMap {
  if (dict.isNil) throw new GoFault('assignment to entry in nil map');
  return dict;
}

function dig(args: readonly Value[]): Value {
  if (args.length < 3) throw new GoFault('dig needs at least three arguments');
  const fallback = args.at(-2) ?? null;
  let dict = asMap(args.at(-1) ?? null);
  const keys = args.slice(0, -2).map((key) => {
    const bare = read(key);
    if (typeof bare !== 'string')
      throw new GoFault(
        `interface conversion: interface {} is ${bare === null ? 'nil' : typeName(bare)}, not string`,
      );
    return bare;
  });
  for (const [at, key] of keys.entries()) {
    const step = entry(dict, key);
    if (step === undefined) return fallback;
    if (at === keys.length - 1) return step;
    dict = asMap(step);
  }
  return fallback;
}

function asMap(value: Value): GoMap {
  const bare = plain(value);
  if (bare !== null && typeof bare === 'object' && bare.kind === 'map' && bare.type === ANY_MAP) return bare;
  const type = bare === null ? 'nil' : typeName(bare);
  throw new GoFault(`interface conversion: interface {} is ${type}, not ${ANY_MAP}`);
}

function merging(overwrite: boolean, must: boolean): GoFunction {
  return variadicFn([ANY_MAP], ANY_MAP, ([first], from) => {
    let into = first as GoMap;
    for (const source of from) {
      if (into.isNil) into = map();
      const fault = mergeMaps(into, source as GoMap, overwrite);
      if (fault !== undefined) {
        if (must) throw new GoFault(fault);
        return '';
      }
    }
    return into;
  });
}

export const DICTS: Functions = {
  dict: variadicFn([], 'interface {}', (_args, items) => dictionary(items)),
  get: fn(['map[string]interface {}', 'string'], (dict, key) => {
    const found = entry(dict, key);
    return found === undefined ? '' : found;
  }),
  set: fn(['map[string]interface {}', 'string', 'interface {}'], (dict, key, value) => {
    writable(dict).entries.set(key, value);
    return dict;
  }),
  unset: fn(['map[string]interface {}', 'string'], (dict, key) => {
    dict.entries.delete(key);
    return dict;
  }),
  hasKey: fn(['map[string]interface {}', 'string'], (dict, key) => {
    const found = entry(dict, key);
    if (found !== undefined && dict.entries.has(key)) read(found);
    return dict.entries.has(key);
  }),
  pluck: variadicFn(['string'], ANY_MAP, ([key], dicts) =>
    list(
      dicts.flatMap((dict) => {
        const found = entry(dict as GoMap, key);
        return found === undefined ? [] : [found];
      }),
    ),
  ),
  keys: variadicFn([], ANY_MAP, (_args, dicts) => {
    const all = dicts.flatMap((dict) => [...(dict as GoMap).entries.keys()]);
    for (const dict of dicts) if ((dict as GoMap).given) (dict as GoMap & { given: Given }).given.read = true;
    return list(all, TEXT_LIST);
  }),
  values: fn(['map[string]interface {}'], (dict) => list([...dict.entries.values()])),
  pick: variadicFn(['map[string]interface {}'], 'string', ([dict], keys) => {
    const picked: [string, Value][] = [];
    for (const key of keys) {
      const found = entry(dict, key);
      if (found !== undefined) picked.push([key, found]);
    }
    return map(picked);
  }),
  omit: variadicFn(['map[string]interface {}'], 'string', ([dict], keys) => {
    const omitted = new Set(keys);
    return map([...dict.entries].filter(([key]) => !omitted.has(key)));
  }),
  merge: merging(false, false),
  mustMerge: merging(false, true),
  mergeOverwrite: merging(true, false),
  mustMergeOverwrite: merging(true, true),
  dig: variadicFn([], 'interface {}', (_args, args) => dig(args)),
};

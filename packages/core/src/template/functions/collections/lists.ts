/**
 * Sprig's functions of lists.
 * Source: list.go of Sprig 3.3.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { compareText, toBytes } from '../../values/go-text.js';
import { deepEqual, kindName } from '../../values/kinds.js';
import { plain, read, readWhole } from '../../values/traced.js';
import { ANY_LIST, type GoList, int, list, nilList, TEXT_LIST, type Value } from '../../values/value.js';
import { toInt64 } from '../call/cast.js';
import { type Functions, fn, variadicFn } from '../call/define.js';
import { stringValue, stringValues } from '../call/string-value.js';
import { isEmpty } from './defaults.js';

const NIL_POINTER = 'runtime error: invalid memory address or nil pointer dereference';

/** The items of a list of any type, or Go's error. */
function itemsOf(value: Value, fault: (kind: string) => string): readonly Value[] {
  const bare = plain(value);
  if (bare === null) throw new GoFault(NIL_POINTER);
  readWhole(value);
  if (typeof bare === 'object' && bare.kind === 'list') return bare.items;
  if (typeof bare === 'object' && bare.kind === 'bytes')
    return [...toBytes(bare.text)].map((byte): Value => ({ ...int(byte), type: 'uint8' }));
  throw new GoFault(fault(kindName(bare)));
}

function on(what: string): (kind: string) => string {
  return (kind) => `Cannot ${what} on type ${kind}`;
}

/** A function with its twin whose name begins with `must`. */
function twins(name: string, fn: GoFunction): Functions {
  return { [name]: fn, [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`]: fn };
}

const APPEND = fn(['interface {}', 'interface {}'], (items, item) =>
  list([...itemsOf(items, on('push')), item]),
);
const LIST = variadicFn([], 'interface {}', (_args, items) => list(items));

function contains(items: readonly Value[], needle: Value): boolean {
  return items.some((item) => deepEqual(item, needle));
}

function cut(value: Value, indexes: readonly Value[]): Value {
  const items = itemsOf(value, (kind) => `list should be type of slice or array but ${kind}`);
  if (items.length === 0) return null;
  const start = indexes[0] === undefined ? 0 : Number(toInt64(indexes[0]));
  const end = indexes[1] === undefined ? items.length : Number(toInt64(indexes[1]));
  if (start < 0 || end < start || end > items.length)
    throw new GoFault('reflect.Value.Slice: slice index out of bounds');
  const bare = plain(value);
  if (typeof bare === 'object' && bare?.kind === 'bytes') return list(items.slice(start, end), '[]uint8');
  return list(items.slice(start, end), (bare as GoList).type);
}

function chunks(size: number, value: Value): Value {
  const items = itemsOf(value, (kind) => `Cannot chunk type ${kind}`);
  const count = Math.floor((items.length - 1) / size) + 1;
  const tooLong = 'runtime error: makeslice: len out of range';
  if (!Number.isFinite(count) || count < 0) throw new GoFault(tooLong);
  const parts: Value[] = [];
  for (let at = 0; at < count; at++) {
    const rest = items.length % size;
    const length = at < count - 1 || rest === 0 ? size : rest;
    if (length < 0) throw new GoFault(tooLong);
    parts.push(list(items.slice(at * size, at * size + length)));
  }
  return list(parts, '[][]interface {}');
}

function sorted(value: Value): Value {
  const bare = plain(value);
  if (typeof bare !== 'object' || bare === null || bare.kind !== 'list')
    return list([stringValue(value)], TEXT_LIST);
  const texts = stringValues(value).map(([text, item]): [string, Value] => [
    text,
    plain(item) === text ? item : text,
  ]);
  texts.sort(([a], [b]) => compareText(a, b));
  return list(
    texts.map(([, item]) => item),
    TEXT_LIST,
  );
}

function unique(items: readonly Value[]): Value[] {
  const kept: Value[] = [];
  const scalars = new Set<unknown>();
  for (const item of items) {
    const bare = read(item);
    if (bare === null || typeof bare !== 'object') {
      if (scalars.has(bare)) continue;
      scalars.add(bare);
    } else if (contains(kept, item)) continue;
    kept.push(item);
  }
  return kept;
}

export const LISTS: Functions = {
  list: LIST,
  tuple: LIST,
  append: APPEND,
  push: APPEND,
  mustAppend: APPEND,
  mustPush: APPEND,
  ...twins(
    'prepend',
    fn(['interface {}', 'interface {}'], (items, item) => list([item, ...itemsOf(items, on('prepend'))])),
  ),
  ...twins(
    'first',
    fn(['interface {}'], (value) => itemsOf(value, on('find first'))[0] ?? null),
  ),
  ...twins(
    'last',
    fn(['interface {}'], (value) => itemsOf(value, on('find last')).at(-1) ?? null),
  ),
  ...twins(
    'rest',
    fn(['interface {}'], (value) => {
      const items = itemsOf(value, on('find rest'));
      return items.length === 0 ? nilList(ANY_LIST) : list(items.slice(1));
    }),
  ),
  ...twins(
    'initial',
    fn(['interface {}'], (value) => {
      const items = itemsOf(value, on('find initial'));
      return items.length === 0 ? nilList(ANY_LIST) : list(items.slice(0, -1));
    }),
  ),
  ...twins(
    'reverse',
    fn(['interface {}'], (value) => list([...itemsOf(value, on('find reverse'))].reverse())),
  ),
  ...twins(
    'compact',
    fn(['interface {}'], (value) => list(itemsOf(value, on('compact')).filter((item) => !isEmpty(item)))),
  ),
  ...twins(
    'uniq',
    fn(['interface {}'], (value) => list(unique(itemsOf(value, on('find uniq'))))),
  ),
  ...twins(
    'without',
    variadicFn(['interface {}'], 'interface {}', ([value], omitted) =>
      list(itemsOf(value, on('find without')).filter((item) => !contains(omitted, item))),
    ),
  ),
  ...twins(
    'has',
    fn(['interface {}', 'interface {}'], (needle, value) =>
      plain(value) === null ? false : contains(itemsOf(value, on('find has')), needle),
    ),
  ),
  ...twins(
    'slice',
    variadicFn(['interface {}'], 'interface {}', ([value], indexes) => cut(value, indexes)),
  ),
  ...twins('chunk', fn(['int', 'interface {}'], chunks)),
  concat: variadicFn([], 'interface {}', (_args, lists) => {
    const items = lists.flatMap((each) => itemsOf(each, (kind) => `Cannot concat type ${kind} as list`));
    return items.length === 0 ? nilList(ANY_LIST) : list(items);
  }),
  sortAlpha: fn(['interface {}'], sorted),
};

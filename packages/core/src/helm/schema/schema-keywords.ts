/**
 * What a schema asks of a value by its type.
 * Source: validator.go of santhosh-tekuri/jsonschema 6.
 *
 * @module
 */
import { type GoPattern, goPattern } from '../../source/go-regexp.js';
import { compareText } from '../../template/values/go-text.js';
import type { Judging, Verdict } from './judging.js';
import { grouped, quoted, quotedList, type SchemaError, shown, sortedList } from './schema-error.js';
import { formatFault } from './schema-formats.js';
import { isObject, type Json, type JsonObject, SchemaFault } from './schema-source.js';

const TYPES = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Whether two values are the same. */
function areEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => areEqual(item, b[at] ?? null));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && areEqual(a[key] ?? null, b[key] ?? null))
  );
}

/** Type, constant, list of values and format: the first that does not hold ends the judging. */
export function checkType({ value, path, at }: Judging, schema: JsonObject): SchemaError | undefined {
  const fault = (message: string): SchemaError => ({ path, message, causes: [] });
  const { draft } = at.resource;
  if (typeof schema['$ref'] === 'string' && draft < 2019) return undefined;
  const { type, const: constant, enum: values, format } = schema;
  const wanted = typeof type === 'string' ? [type] : Array.isArray(type) ? type : [];
  if (wanted.length > 0) {
    const got = typeOf(value);
    const isWhole = typeof value === 'number' && Number.isInteger(value);
    if (!wanted.includes(got) && !(isWhole && wanted.includes('integer'))) {
      const names = TYPES.filter((each) => wanted.includes(each));
      return fault(`got ${got}, want ${names.join(' or ')}`);
    }
  }
  if (constant !== undefined && draft >= 6 && !areEqual(value, constant)) {
    return fault(
      typeof constant === 'object' && constant !== null
        ? "'const' failed"
        : `value must be ${shown(constant)}`,
    );
  }
  if (Array.isArray(values) && !values.some((each) => areEqual(value, each))) {
    if (values.some((each) => typeof each === 'object' && each !== null)) return fault("'enum' failed");
    const list = values.map(shown).join(', ');
    return fault(`value must be ${values.length === 1 ? '' : 'one of '}${list}`);
  }
  if (typeof format === 'string' && draft < 2019 && typeof value === 'string') {
    const reason = formatFault(format, value);
    if (reason !== undefined) return fault(`${quoted(value)} is not valid ${format}: ${reason}`);
  }
  return undefined;
}

function numberAt(schema: JsonObject, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}

type Add = (message: string, causes?: readonly SchemaError[]) => void;

function adding({ path, verdict }: Judging): Add {
  return (message, causes = []) => verdict.errors.push({ path, message, causes });
}

/** Notes the faults of a part. */
function addAll({ verdict, path }: Judging, result: Verdict, key?: string): void {
  const [first, ...more] = result.errors;
  if (!first) return;
  const inner = key === undefined ? path : [...path, key];
  if (more.length === 0) verdict.errors.push(first);
  else
    verdict.errors.push({ path: inner, message: 'validation failed', causes: result.errors, kind: 'group' });
}

function checkSize(add: Add, schema: JsonObject, size: number, what: string): void {
  const least = numberAt(schema, `min${what}`);
  const most = numberAt(schema, `max${what}`);
  if (least !== undefined && size < least) add(`min${what}: got ${grouped(size)}, want ${grouped(least)}`);
  if (most !== undefined && size > most) add(`max${what}: got ${grouped(size)}, want ${grouped(most)}`);
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function pattern(source: string): GoPattern {
  const compiled = goPattern(source);
  if ('error' in compiled) throw new SchemaFault(`"${source}" is not valid regex: ${compiled.error}`);
  return compiled;
}

export function checkObject(judging: Judging, schema: JsonObject, value: JsonObject): void {
  const { verdict, path, judge, at } = judging;
  const add = adding(judging);
  const keys = Object.keys(value).sort(compareText);
  checkSize(add, schema, keys.length, 'Properties');
  const missing = (wanted: readonly string[]): string[] => wanted.filter((key) => !Object.hasOwn(value, key));
  const absent = missing(texts(schema['required']));
  if (absent.length > 0)
    add(`missing ${absent.length === 1 ? 'property' : 'properties'} ${quotedList(absent)}`);
  const required = (dependencies: Json | undefined): void => {
    if (!isObject(dependencies)) return;
    for (const [key, dependency] of Object.entries(dependencies)) {
      if (!Object.hasOwn(value, key)) continue;
      if (!Array.isArray(dependency)) addAll(judging, judge(dependency, value));
      else {
        const lacking = missing(texts(dependency));
        if (lacking.length > 0) add(`properties ${quotedList(lacking)} required, if ${quoted(key)} exists`);
      }
    }
  };
  required(schema['dependencies']);
  checkProperties(judging, schema, value, keys, add);
  const { draft } = at.resource;
  const names = schema['propertyNames'];
  if (draft >= 6 && names !== undefined) {
    for (const key of keys) {
      const result = judge(names, key);
      if (result.errors.length > 0)
        verdict.errors.push({
          path,
          message: `invalid propertyName ${quoted(key)}`,
          causes: result.errors.map((each) => ({ ...each, path: [] })),
        });
    }
  }
  if (draft < 2019) return;
  const schemas = schema['dependentSchemas'];
  if (isObject(schemas)) {
    for (const [key, dependent] of Object.entries(schemas))
      if (Object.hasOwn(value, key)) addAll(judging, judge(dependent, value));
  }
  required(schema['dependentRequired']);
}

function checkProperties(
  judging: Judging,
  schema: JsonObject,
  value: JsonObject,
  keys: readonly string[],
  add: Add,
): void {
  const { verdict, judge } = judging;
  const { properties, patternProperties, additionalProperties } = schema;
  const patterns = isObject(patternProperties)
    ? Object.entries(patternProperties).map(([source, inner]) => [pattern(source), inner] as const)
    : [];
  const additional: string[] = [];
  for (const key of keys) {
    const part = value[key] ?? null;
    let seen = false;
    if (isObject(properties) && Object.hasOwn(properties, key)) {
      seen = true;
      addAll(judging, judge(properties[key] ?? true, part, key), key);
    }
    for (const [compiled, inner] of patterns) {
      if (!compiled.find(key, 0)) continue;
      seen = true;
      addAll(judging, judge(inner, part, key), key);
    }
    if (!seen && additionalProperties !== undefined) {
      seen = true;
      if (additionalProperties === false) additional.push(key);
      else addAll(judging, judge(additionalProperties, part, key), key);
    }
    if (seen) verdict.properties.add(key);
  }
  if (additional.length > 0) add(`additional properties ${sortedList(additional)} not allowed`);
}

export function checkArray(judging: Judging, schema: JsonObject, value: readonly Json[]): void {
  const { verdict, judge, at } = judging;
  const add = adding(judging);
  checkSize(add, schema, value.length, 'Items');
  if (schema['uniqueItems'] === true) {
    const twins = duplicates(value);
    if (twins) add(`items at ${twins[0]} and ${twins[1]} are equal`);
  }
  const newest = at.resource.draft >= 2020;
  const { items, additionalItems, prefixItems } = schema;
  const tuple = newest ? prefixItems : items;
  const each = (inner: Json, from: number): void => {
    for (const [index, item] of value.entries()) {
      if (index < from) continue;
      addAll(judging, judge(inner, item, String(index)), String(index));
      verdict.items.add(index);
    }
  };
  let seen = 0;
  if (Array.isArray(tuple)) {
    seen = Math.min(tuple.length, value.length);
    for (let index = 0; index < seen; index++) {
      addAll(judging, judge(tuple[index] ?? true, value[index] ?? null, String(index)), String(index));
      verdict.items.add(index);
    }
  }
  const rest = newest || !Array.isArray(items) ? items : additionalItems;
  if (rest === false && !newest && Array.isArray(items)) {
    if (seen < value.length) add(`last ${value.length - seen} additionalItem(s) not allowed`);
  } else if (rest !== undefined && !Array.isArray(rest)) each(rest, seen);
  if (schema['contains'] !== undefined && at.resource.draft >= 6) checkContains(judging, schema, value, add);
}

function duplicates(items: readonly Json[]): readonly [number, number] | undefined {
  const scalars = new Map<Json, number>();
  const others: number[] = [];
  for (const [index, item] of items.entries()) {
    if (item === null || typeof item !== 'object') {
      const before = scalars.get(item);
      if (before !== undefined) return [before, index];
      scalars.set(item, index);
      continue;
    }
    const twin = others.find((before) => areEqual(items[before] ?? null, item));
    if (twin !== undefined) return [twin, index];
    others.push(index);
  }
  return undefined;
}

function checkContains(judging: Judging, schema: JsonObject, value: readonly Json[], add: Add): void {
  const { verdict, judge, at, path } = judging;
  const errors: SchemaError[] = [];
  const matched: number[] = [];
  for (const [index, item] of value.entries()) {
    const result = judge(schema['contains'] ?? true, item, String(index));
    if (result.errors.length === 0) {
      matched.push(index);
      if (at.resource.draft >= 2020) verdict.items.add(index);
      continue;
    }
    const [first, ...more] = result.errors;
    if (first && more.length === 0) errors.push(first);
    else errors.push({ path: [...path, String(index)], message: 'validation failed', causes: result.errors });
  }
  const counted = at.resource.draft >= 2019;
  const least = counted ? numberAt(schema, 'minContains') : undefined;
  const most = counted ? numberAt(schema, 'maxContains') : undefined;
  const found = `matched ${matched.length} items at ${matched.join(' ')}`;
  if (least !== undefined) {
    const wanted = `min ${least} items required to match contains schema, but`;
    if (matched.length < least) add(`${wanted} ${matched.length === 0 ? 'none matched' : found}`, errors);
  } else if (matched.length === 0) add('no items match contains schema', errors);
  if (most !== undefined && matched.length > most)
    add(`max ${most} items required to match contains schema, but ${found}`);
}

export function checkText(judging: Judging, schema: JsonObject, value: string): void {
  const add = adding(judging);
  checkSize(add, schema, [...value].length, 'Length');
  const source = schema['pattern'];
  if (typeof source === 'string' && !pattern(source).find(value, 0))
    add(`${quoted(value)} does not match pattern ${quoted(source)}`);
}

export function checkNumber(judging: Judging, schema: JsonObject, value: number): void {
  const add = adding(judging);
  const bound = (keyword: string): [limit: number | undefined, isExclusive: boolean] => {
    const exclusive = schema[`exclusive${keyword.charAt(0).toUpperCase()}${keyword.slice(1)}`];
    return [numberAt(schema, keyword), exclusive === true];
  };
  const check = (name: string, limit: number | undefined, fails: (limit: number) => boolean): void => {
    if (limit !== undefined && fails(limit)) add(`${name}: got ${grouped(value)}, want ${grouped(limit)}`);
  };
  const [low, lowOpen] = bound('minimum');
  const [high, highOpen] = bound('maximum');
  if (!lowOpen) check('minimum', low, (limit) => value < limit);
  if (!highOpen) check('maximum', high, (limit) => value > limit);
  const above = lowOpen ? low : numberAt(schema, 'exclusiveMinimum');
  const below = highOpen ? high : numberAt(schema, 'exclusiveMaximum');
  check('exclusiveMinimum', above, (limit) => value <= limit);
  check('exclusiveMaximum', below, (limit) => value >= limit);
  check('multipleOf', numberAt(schema, 'multipleOf'), (limit) => !isMultiple(value, limit));
}

/** Of the decimal numbers that are written, not of their binary neighbours. */
function isMultiple(value: number, of: number): boolean {
  const places = (number: number): number => {
    const [, fraction = '', exponent = '0'] = /^[^.e]*(?:\.([0-9]*))?(?:e(.*))?$/.exec(String(number)) ?? [];
    return Math.max(fraction.length - Number(exponent), 0);
  };
  const scale = Math.max(places(value), places(of));
  if (scale > 100 || of === 0) return true;
  const whole = (number: number): bigint => BigInt(Number(number).toFixed(scale).replace('.', ''));
  return whole(value) % whole(of) === 0n;
}

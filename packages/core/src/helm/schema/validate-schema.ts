/**
 * Judges a value by a schema: drafts 4, 6, 7, 2019-09 and 2020-12.
 * Source: validator.go of santhosh-tekuri/jsonschema 6. Go walks maps in any order; here it is the order of the keys.
 *
 * @module
 */

import type { Judging, Verdict } from './judging.js';
import type { SchemaError } from './schema-error.js';
import { checkArray, checkNumber, checkObject, checkText, checkType } from './schema-keywords.js';
import {
  isObject,
  type Json,
  type JsonObject,
  resolveRef,
  type SchemaRef,
  type SchemaSource,
} from './schema-source.js';

// Deeper values are none that anyone writes, and would end the stack.
const DEEPEST = 200;

/** Judges a value. Throws a `SchemaFault` for a schema that cannot be used. */
export function validateSchema(
  source: SchemaSource,
  at: SchemaRef,
  value: Json,
  path: readonly string[] = [],
  within: readonly Json[] = [],
): Verdict {
  const verdict: Verdict = { errors: [], properties: new Set(), items: new Set() };
  const { schema, resource } = at;
  if (schema === false) verdict.errors.push({ path, message: 'false schema', causes: [] });
  if (!isObject(schema) || within.includes(schema) || path.length > DEEPEST) return verdict;
  const judging: Judging = {
    source,
    at,
    value,
    path,
    within,
    verdict,
    judge: (inner, part, key) =>
      validateSchema(
        source,
        { schema: inner, resource: ownerOf(source, inner, resource) },
        part,
        key === undefined ? path : [...path, key],
        key === undefined ? [...within, schema] : [],
      ),
  };
  const first = checkType(judging, schema);
  if (first) {
    verdict.errors.push(first);
    return verdict;
  }
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    follow(judging, ref);
    if (resource.draft < 2019) return verdict;
  }
  if (isObject(value)) checkObject(judging, schema, value);
  else if (Array.isArray(value)) checkArray(judging, schema, value);
  else if (typeof value === 'string') checkText(judging, schema, value);
  else if (typeof value === 'number') checkNumber(judging, schema, value);
  if (resource.draft >= 2019) {
    for (const keyword of ['$recursiveRef', '$dynamicRef']) {
      const target = schema[keyword];
      if (typeof target === 'string') follow(judging, target);
    }
  }
  checkCombined(judging, schema);
  if (resource.draft >= 2019) checkUnevaluated(judging, schema);
  return verdict;
}

function ownerOf(source: SchemaSource, schema: Json, outer: SchemaRef['resource']): SchemaRef['resource'] {
  const id = isObject(schema) ? schema[outer.draft < 6 ? 'id' : '$id'] : undefined;
  if (typeof id !== 'string' || id.startsWith('#')) return outer;
  for (const resource of source.resources.values()) if (resource.root === schema) return resource;
  return outer;
}

function take(into: Verdict, { properties, items }: Verdict): void {
  for (const each of properties) into.properties.add(each);
  for (const each of items) into.items.add(each);
}

/** The faults of a schema as one error. */
export function asError({ errors }: Verdict, path: readonly string[]): SchemaError | undefined {
  const [first, ...more] = errors;
  if (!first || more.length === 0) return first;
  return { path, message: 'validation failed', causes: errors, kind: 'group' };
}

/** A group that stands alone is not shown: its parts are. */
export function ungrouped(errors: readonly SchemaError[]): readonly SchemaError[] {
  const [first, ...more] = errors;
  return first?.kind === 'group' && more.length === 0 ? first.causes : errors;
}

function follow({ source, at, value, path, within, verdict }: Judging, ref: string): void {
  const target = resolveRef(source, at.resource, ref);
  const result = validateSchema(source, target, value, path, [...within, at.schema]);
  take(verdict, result);
  if (result.errors.length > 0)
    verdict.errors.push({
      path,
      message: 'validation failed',
      causes: ungrouped(result.errors),
      kind: 'reference',
    });
}

function schemasOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function checkCombined({ value, path, verdict, judge }: Judging, schema: JsonObject): void {
  const add = (message: string, causes: readonly SchemaError[] = []): void => {
    verdict.errors.push({ path, message, causes });
  };
  const failures = (results: readonly Verdict[]): SchemaError[] =>
    results.flatMap((each) => asError(each, path) ?? []);
  if (schema['not'] !== undefined && judge(schema['not'], value).errors.length === 0) add("'not' failed");
  const all = schemasOf(schema['allOf']).map((each) => judge(each, value));
  for (const each of all) if (each.errors.length === 0) take(verdict, each);
  if (failures(all).length > 0) add("'allOf' failed", failures(all));
  const any = schemasOf(schema['anyOf']).map((each) => judge(each, value));
  const holding = any.filter(({ errors }) => errors.length === 0);
  for (const each of holding) take(verdict, each);
  if (any.length > 0 && holding.length === 0) add("'anyOf' failed", failures(any));
  checkOneOf(
    schemasOf(schema['oneOf']).map((each) => judge(each, value)),
    verdict,
    add,
    failures,
  );
  if (schema['if'] === undefined) return;
  const condition = judge(schema['if'], value);
  const holds = condition.errors.length === 0;
  if (holds) take(verdict, condition);
  const branch = schema[holds ? 'then' : 'else'];
  if (branch === undefined) return;
  const result = judge(branch, value);
  take(verdict, result);
  const error = asError(result, path);
  if (error) verdict.errors.push(error);
}

function checkOneOf(
  results: readonly Verdict[],
  verdict: Verdict,
  add: (message: string, causes?: readonly SchemaError[]) => void,
  failures: (results: readonly Verdict[]) => SchemaError[],
): void {
  if (results.length === 0) return;
  const holding = [...results.entries()].filter(([, { errors }]) => errors.length === 0);
  const [first, second] = holding;
  if (!first) add("'oneOf' failed, none matched", failures(results));
  else if (second) add(`'oneOf' failed, subschemas ${first[0]}, ${second[0]} matched`);
  else take(verdict, first[1]);
}

function checkUnevaluated({ value, verdict, path, judge }: Judging, schema: JsonObject): void {
  const note = (result: Verdict): void => {
    const error = asError(result, path);
    if (error) verdict.errors.push(error);
  };
  const forProperties = schema['unevaluatedProperties'];
  if (forProperties !== undefined && isObject(value)) {
    for (const key of Object.keys(value).sort()) {
      if (!verdict.properties.has(key)) note(judge(forProperties, value[key] ?? null, key));
      verdict.properties.add(key);
    }
  }
  const forItems = schema['unevaluatedItems'];
  if (forItems !== undefined && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (!verdict.items.has(index)) note(judge(forItems, item, String(index)));
      verdict.items.add(index);
    }
  }
}

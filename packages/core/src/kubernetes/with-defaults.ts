/**
 * The defaults of a schema, which an API server fills in before it judges a value.
 *
 * @module
 */
import { record } from '../source/text/own.js';
import type { Plain } from '../yaml/nodes/to-plain.js';
import type { StructuralSchema } from './structural-schema.js';

/** The value with the defaults of its schema; nulls that the schema does not want to see are gone. */
export function withDefaults(value: Plain, schema: StructuralSchema): Plain {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((item: Plain) => withDefaults(item, items)) : value;
  }
  if (value === null || typeof value !== 'object') return value;
  const result = new Map(Object.entries(value));
  const properties = schema.properties ?? {};
  for (const [name, inner] of Object.entries(properties)) {
    const given = result.get(name);
    if (given === undefined || (given === null && !inner.nullable)) {
      result.delete(name);
      if (inner.default !== undefined) result.set(name, withDefaults(inner.default, inner));
    } else result.set(name, withDefaults(given, inner));
  }
  const others = schema.additionalProperties;
  if (typeof others !== 'object') return record(result);
  for (const [name, given] of result) {
    if (Object.hasOwn(properties, name)) continue;
    if (given === null && !others.nullable) result.delete(name);
    else result.set(name, withDefaults(given, others));
  }
  return record(result);
}

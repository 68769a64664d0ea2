/**
 * A value that is judged by a schema.
 *
 * @module
 */
import type { SchemaError } from './schema-error.js';
import type { Json, SchemaRef, SchemaSource } from './schema-source.js';

/** What was judged so far: the faults, and which parts some schema has seen. */
export interface Verdict {
  readonly errors: SchemaError[];
  readonly properties: Set<string>;
  readonly items: Set<number>;
}

/** One value under one schema. */
export interface Judging {
  readonly source: SchemaSource;
  readonly at: SchemaRef;
  readonly value: Json;
  readonly path: readonly string[];
  /** The schemas that the same value is under already: a circle of references ends. */
  readonly within: readonly Json[];
  readonly verdict: Verdict;
  readonly judge: (schema: Json, value: Json, key?: string) => Verdict;
}

/**
 * Judges single values: types, sets, forms and bounds.
 *
 * @module
 */
import { type GoRegexp, goRegexp } from '../source/go-regexp.js';
import type { Node, ScalarNode } from '../yaml/nodes/node.js';
import type { Path } from '../yaml/nodes/node-path.js';
import { scalarToPlain } from '../yaml/nodes/to-plain.js';
import { builtInDemand } from './built-in/built-in-formats.js';
import { fitsFormat } from './formats.js';
import type { SchemaProblem, StructuralSchema } from './structural-schema.js';

/** Whether a value, or something in it, cannot be known from the files. */
export function hasUnknown(node: Node): boolean {
  if (node.kind === 'scalar') return node.unknown !== undefined;
  return node.kind === 'seq'
    ? node.items.some(hasUnknown)
    : node.entries.some(({ value }) => hasUnknown(value));
}

/** Whether a value cannot be known from the files. */
export function isUnknown(node: Node): boolean {
  return node.kind === 'scalar' && node.unknown !== undefined;
}

const INT64 = 2n ** 63n;

/** The type of a value in the words of schemas. */
export function typeOf(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'object' : 'array';
  if (node.tag === '!!str') return 'string';
  const plain = scalarToPlain(node);
  // What is wider becomes a floating-point number, of which only small ones count as integers.
  if (typeof plain === 'bigint') return plain >= -INT64 && plain < INT64 ? 'integer' : 'number';
  if (typeof plain === 'number') return Number.isSafeInteger(plain) ? 'integer' : 'number';
  return plain === null ? 'null' : typeof plain;
}

/** Adds what is wrong with a value of the right type. */
export function judgeScalar(
  node: ScalarNode,
  schema: StructuralSchema,
  path: Path,
  problems: SchemaProblem[],
): void {
  const plain = scalarToPlain(node);
  if (schema.enum && !schema.enum.some((each) => each === plain)) {
    const allowed = schema.enum.map(String);
    problems.push({ kind: 'not-in-enum', path: [...path], value: String(plain), allowed });
  }
  const demand = builtInDemand(schema.format, plain);
  if (demand !== undefined) {
    problems.push({ kind: 'bad-form', path: [...path], value: String(plain), demand });
  }
  if (typeof plain === 'string') judgeText(plain, schema, path, problems);
  if (typeof plain === 'number' || typeof plain === 'bigint') judgeNumber(plain, schema, path, problems);
}

function judgeText(text: string, schema: StructuralSchema, path: Path, problems: SchemaProblem[]): void {
  const { pattern, format, type, minLength, maxLength } = schema;
  if (pattern !== undefined && !matcherOf(schema, pattern)(text)) {
    problems.push({ kind: 'bad-pattern', path: [...path], value: text, pattern });
  }
  if (format !== undefined && (type === 'string' || type === undefined) && !fitsFormat(format, text)) {
    problems.push({
      kind: 'bad-form',
      path: [...path],
      value: text,
      demand: `is not in the format ${format}`,
    });
  }
  if (minLength === undefined && maxLength === undefined) return;
  const length = [...text].length;
  const tell = (message: string): void => {
    problems.push({ kind: 'out-of-range', path: [...path], message });
  };
  if (minLength !== undefined && length < minLength) tell(`must have at least ${minLength} characters`);
  if (maxLength !== undefined && length > maxLength) tell(`must have at most ${maxLength} characters`);
}

const INT32 = 2 ** 31;

function judgeNumber(
  value: number | bigint,
  schema: StructuralSchema,
  path: Path,
  problems: SchemaProblem[],
): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const tell = (message: string): void => {
    problems.push({ kind: 'out-of-range', path: [...path], message });
  };
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum))
    tell(`must be ${exclusiveMinimum ? 'more than' : 'at least'} ${minimum}`);
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum))
    tell(`must be ${exclusiveMaximum ? 'less than' : 'at most'} ${maximum}`);
  if (format === 'int32' && (value < -INT32 || value >= INT32)) tell('does not fit into 32 bits (int32)');
  if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(Number(value), multipleOf))
    tell(`must be a multiple of ${multipleOf}`);
}

function isMultiple(value: number, factor: number): boolean {
  const times = value / factor;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

const matchers = new WeakMap<StructuralSchema, GoRegexp>();

/** Compiling costs more than matching; a pattern that is none lets everything pass. */
function matcherOf(schema: StructuralSchema, pattern: string): GoRegexp {
  let matcher = matchers.get(schema);
  if (!matcher) {
    const compiled = goRegexp(pattern);
    matcher = typeof compiled === 'function' ? compiled : () => true;
    matchers.set(schema, matcher);
  }
  return matcher;
}

/**
 * Judges an object by a structural schema, as an API server does when it admits the object.
 * Source: "Extend the Kubernetes API with CustomResourceDefinitions" of the Kubernetes documentation.
 *
 * @module
 */
import { type GoRegexp, goRegexp } from '../source/go-regexp.js';
import { own, record } from '../source/text/own.js';
import type { MapNode, Node, ScalarNode } from '../yaml/nodes/node.js';
import { isNull } from '../yaml/nodes/node.js';
import { entryOf, type Path } from '../yaml/nodes/node-path.js';
import { type Plain, scalarToPlain, toPlain } from '../yaml/nodes/to-plain.js';
import { fieldsAskedFor, type ValidationRule, validationProblems } from './validation-rules.js';

/** The parts of an OpenAPI v3 schema that Kubernetes honours. */
export interface StructuralSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly items?: StructuralSchema;
  readonly additionalProperties?: StructuralSchema | boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly Plain[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: Plain;
  readonly nullable?: boolean;
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
}

/** What an API server would refuse. */
export type SchemaProblem = { readonly path: Path } & (
  | { readonly kind: 'unknown-field'; readonly field: string; readonly known: readonly string[] }
  | { readonly kind: 'missing-field'; readonly field: string }
  | { readonly kind: 'wrong-type'; readonly wanted: string; readonly found: string }
  | { readonly kind: 'not-in-enum'; readonly value: string; readonly allowed: readonly string[] }
  | { readonly kind: 'bad-pattern'; readonly value: string; readonly pattern: string }
  | { readonly kind: 'out-of-range'; readonly message: string }
  | { readonly kind: 'broken-rule'; readonly message: string; readonly rule: string }
);

/** The fields that every object has, whatever its schema says. */
const COMMON = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Everything that is wrong with an object, in the order of its text. */
export function schemaProblems(body: MapNode, schema: StructuralSchema): SchemaProblem[] {
  const entries = body.entries.filter(({ key }) => !COMMON.has(key.value));
  const { required, ...rest } = schema;
  const demanded = required?.filter((field) => !COMMON.has(field));
  const problems: SchemaProblem[] = [];
  judge({ ...body, entries }, demanded ? { ...rest, required: demanded } : rest, [], problems);
  return problems;
}

/** The path that is looked at grows and shrinks in one list; what is told of it gets a list of its own. */
function judge(
  node: Node,
  schema: StructuralSchema,
  path: (string | number)[],
  problems: SchemaProblem[],
): void {
  if (isUnknown(node) || schema['x-kubernetes-int-or-string']) return;
  if (schema.nullable && typeOf(node) === 'null') return;
  const wrong = typeProblem(node, schema, path);
  if (wrong) {
    problems.push(wrong);
    return;
  }
  const before = problems.length;
  if (node.kind === 'scalar') judgeScalar(node, schema, path, problems);
  else if (node.kind === 'seq') judgeItems(node.items, schema, path, problems);
  else judgeFields(node, schema, path, problems);
  // A rule presupposes that the fields are what the schema says; what is unknown below may decide it.
  const rules = schema['x-kubernetes-validations'];
  if (!rules || problems.length > before || hasUnknown(node)) return;
  const self = withDefaults(toPlain(asSeenBy(rules, node)), schema);
  for (const { rule, message } of validationProblems(self, rules)) {
    problems.push({ kind: 'broken-rule', path: [...path], rule, message: message ?? rule });
  }
}

function asSeenBy(rules: readonly ValidationRule[], node: Node): Node {
  const fields = node.kind === 'map' ? fieldsAskedFor(rules) : undefined;
  if (node.kind !== 'map' || !fields) return node;
  return { ...node, entries: node.entries.filter(({ key }) => fields.has(key.value)) };
}

function typeProblem(node: Node, schema: StructuralSchema, path: Path): SchemaProblem | undefined {
  const { type } = schema;
  if (type === undefined) return undefined;
  const found = typeOf(node);
  const fits = type === found || (type === 'number' && found === 'integer');
  return fits ? undefined : { kind: 'wrong-type', path: [...path], wanted: type, found };
}

function typeOf(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'object' : 'array';
  if (node.tag === '!!str') return 'string';
  const plain = scalarToPlain(node);
  if (typeof plain === 'bigint') return 'integer';
  if (typeof plain === 'number') return Number.isInteger(plain) ? 'integer' : 'number';
  return plain === null ? 'null' : typeof plain;
}

function judgeScalar(
  node: ScalarNode,
  schema: StructuralSchema,
  path: Path,
  problems: SchemaProblem[],
): void {
  const plain = scalarToPlain(node);
  const { pattern, minimum, maximum, minLength, maxLength } = schema;
  const outOfRange = (message: string): void => {
    problems.push({ kind: 'out-of-range', path: [...path], message });
  };
  if (schema.enum && !schema.enum.some((each) => each === plain)) {
    const allowed = schema.enum.map(String);
    problems.push({ kind: 'not-in-enum', path: [...path], value: String(plain), allowed });
  }
  if (typeof plain === 'string') {
    if (pattern !== undefined && !matcherOf(schema, pattern)(plain)) {
      problems.push({ kind: 'bad-pattern', path: [...path], value: plain, pattern });
    }
    if (minLength === undefined && maxLength === undefined) return;
    const length = [...plain].length;
    if (minLength !== undefined && length < minLength)
      outOfRange(`must have at least ${minLength} characters`);
    if (maxLength !== undefined && length > maxLength)
      outOfRange(`must have at most ${maxLength} characters`);
  }
  if (typeof plain === 'number') {
    if (minimum !== undefined && plain < minimum) outOfRange(`must be at least ${minimum}`);
    if (maximum !== undefined && plain > maximum) outOfRange(`must be at most ${maximum}`);
  }
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

function judgeItems(
  items: readonly Node[],
  { items: inner, minItems, maxItems }: StructuralSchema,
  path: (string | number)[],
  problems: SchemaProblem[],
): void {
  if (minItems !== undefined && items.length < minItems) {
    problems.push({ kind: 'out-of-range', path: [...path], message: `must have at least ${minItems} items` });
  }
  if (maxItems !== undefined && items.length > maxItems) {
    problems.push({ kind: 'out-of-range', path: [...path], message: `must have at most ${maxItems} items` });
  }
  if (!inner) return;
  for (const [at, item] of items.entries()) judgeBelow(item, inner, at, path, problems);
}

function judgeBelow(
  node: Node,
  schema: StructuralSchema,
  at: string | number,
  path: (string | number)[],
  problems: SchemaProblem[],
): void {
  path.push(at);
  judge(node, schema, path, problems);
  path.pop();
}

function judgeFields(
  node: MapNode,
  schema: StructuralSchema,
  path: (string | number)[],
  problems: SchemaProblem[],
): void {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  const isRoot = path.length === 0;
  const isObject = schema['x-kubernetes-embedded-resource'] === true;
  for (const { key, value } of node.entries) {
    const inner = own(properties, key.value);
    // A null counts as absent, unless the schema wants to see it.
    if (isNull(value) && !inner?.nullable && inner !== undefined) continue;
    if (inner) judgeBelow(value, inner, key.value, path, problems);
    else if (typeof additionalProperties === 'object')
      judgeBelow(value, additionalProperties, key.value, path, problems);
    else if (
      !open &&
      !(isObject && COMMON.has(key.value)) &&
      schema.type === 'object' &&
      (schema.properties || isRoot)
    ) {
      const known = Object.keys(properties);
      problems.push({ kind: 'unknown-field', path: [...path], field: key.value, known });
    }
  }
  for (const field of required) {
    const entry = entryOf(node, field);
    const known = own(properties, field);
    const hasDefault = known?.default !== undefined;
    const isThere = entry && (!isNull(entry.value) || isUnknown(entry.value) || known?.nullable);
    if (!isThere && !hasDefault) problems.push({ kind: 'missing-field', path: [...path], field });
  }
}

function isUnknown(node: Node): boolean {
  return node.kind === 'scalar' && node.unknown !== undefined;
}

function hasUnknown(node: Node): boolean {
  if (node.kind === 'scalar') return node.unknown !== undefined;
  return node.kind === 'seq'
    ? node.items.some(hasUnknown)
    : node.entries.some(({ value }) => hasUnknown(value));
}

/** The value with the defaults of its schema, which an API server fills in before it asks the rules. */
function withDefaults(value: Plain, schema: StructuralSchema): Plain {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((item: Plain) => withDefaults(item, items)) : value;
  }
  if (value === null || typeof value !== 'object') return value;
  const result = new Map(Object.entries(value));
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const given = result.get(name);
    if (given === undefined || (given === null && !inner.nullable)) {
      result.delete(name);
      if (inner.default !== undefined) result.set(name, inner.default);
    } else result.set(name, withDefaults(given, inner));
  }
  return record(result);
}

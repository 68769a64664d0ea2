/**
 * Judges an object by a structural schema, as an API server does when it admits the object that Flux applies.
 * Source: structured-merge-diff for what server-side apply refuses by itself; kube-openapi's pkg/validation for the rest.
 *
 * @module
 */
import { own } from '../source/text/own.js';
import type { MapNode, Node, SeqNode } from '../yaml/nodes/node.js';
import { isNull } from '../yaml/nodes/node.js';
import { entryOf, type Path } from '../yaml/nodes/node-path.js';
import { toPlain } from '../yaml/nodes/to-plain.js';
import { combinatorProblems } from './combinators.js';
import { hasUnknown, isUnknown, judgeScalar, typeOf } from './judge-scalar.js';
import { repeatedItems } from './list-keys.js';
import { embeddedProblems, metadataProblems, OBJECT_META } from './metadata.js';
import type { ObjectId } from './object-id.js';
import type { SchemaProblem, StructuralSchema } from './structural-schema.js';
import { fieldsAskedFor, type ValidationRule, validationProblems } from './validation-rules.js';
import { withDefaults } from './with-defaults.js';

/** The fields that every object has, whatever its schema says. */
const COMMON = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Everything that is wrong with an object below its head, in the order of its text. */
export function schemaProblems(body: MapNode, schema: StructuralSchema): SchemaProblem[] {
  const entries = body.entries.filter(({ key }) => !COMMON.has(key.value));
  const { required, 'x-kubernetes-validations': rules, ...rest } = schema;
  const demanded = required?.filter((field) => !COMMON.has(field));
  const problems: SchemaProblem[] = [];
  judgeNode({ ...body, entries }, demanded ? { ...rest, required: demanded } : rest, [], problems);
  if (rules) judgeRules(headOnly(body), { ...rest, 'x-kubernetes-validations': rules }, [], problems, 0);
  return problems;
}

/** Everything that is wrong with the metadata of an object, whatever its kind. */
export function headProblems(body: MapNode, id: Pick<ObjectId, 'group' | 'kind'>): SchemaProblem[] {
  const metadata = entryOf(body, 'metadata')?.value;
  if (!metadata || isNull(metadata)) return [];
  const problems: SchemaProblem[] = [];
  judgeNode(metadata, OBJECT_META, ['metadata'], problems);
  return [...problems, ...metadataProblems(body, id)];
}

/** The object as rules at its root see it: of its metadata only what names it. */
function headOnly(body: MapNode): MapNode {
  const entries = body.entries.flatMap((entry) => {
    if (entry.key.value !== 'metadata') return entry.key.value === 'status' ? [] : [entry];
    if (entry.value.kind !== 'map') return [];
    const names = entry.value.entries.filter(
      ({ key }) => key.value === 'name' || key.value === 'generateName',
    );
    return [{ ...entry, value: { ...entry.value, entries: names } }];
  });
  return { ...body, entries };
}

/** The path that is looked at grows and shrinks in one list; what is told of it gets a list of its own. */
function judgeNode(
  node: Node,
  schema: StructuralSchema,
  path: (string | number)[],
  problems: SchemaProblem[],
): void {
  if (isUnknown(node)) return;
  if (schema.nullable && typeOf(node) === 'null') return;
  const wrong = typeProblem(node, schema, path);
  if (wrong) {
    problems.push(wrong);
    return;
  }
  const before = problems.length;
  if (node.kind === 'scalar') judgeScalar(node, schema, path, problems);
  else if (node.kind === 'seq') judgeItems(node, schema, path, problems);
  else judgeFields(node, schema, path, problems);
  problems.push(...combinatorProblems(node, schema, path, judgeNode));
  judgeRules(node, schema, path, problems, before);
}

/** A rule presupposes that the fields are what the schema says; what is unknown below may decide it. */
function judgeRules(
  node: Node,
  schema: StructuralSchema,
  path: Path,
  problems: SchemaProblem[],
  before: number,
): void {
  const rules = schema['x-kubernetes-validations'];
  if (!rules) return;
  const found = problems.slice(before);
  if (found.length > 0) {
    const asked = fieldsAskedFor(rules);
    if (!asked || found.some((problem) => concerns(problem, asked, path.length))) return;
  }
  const seen = asSeenBy(rules, node);
  if (hasUnknown(seen)) return;
  const self = withDefaults(toPlain(seen), schema);
  for (const { rule, message, field } of validationProblems(self, rules)) {
    problems.push({ kind: 'broken-rule', path: [...path, ...field], rule, message });
  }
}

/** Whether a problem is about one of the fields that rules ask for; a field that does not exist is none of them. */
function concerns(problem: SchemaProblem, asked: ReadonlySet<string>, depth: number): boolean {
  const step = problem.path[depth] ?? ('field' in problem ? problem.field : undefined);
  return step === undefined || asked.has(String(step));
}

function asSeenBy(rules: readonly ValidationRule[], node: Node): Node {
  const fields = node.kind === 'map' ? fieldsAskedFor(rules) : undefined;
  if (node.kind !== 'map' || !fields) return node;
  return { ...node, entries: node.entries.filter(({ key }) => fields.has(key.value)) };
}

function typeProblem(node: Node, schema: StructuralSchema, path: Path): SchemaProblem | undefined {
  const found = typeOf(node);
  if (schema['x-kubernetes-int-or-string']) {
    const fits = found === 'integer' || found === 'string';
    return fits ? undefined : { kind: 'wrong-type', path: [...path], wanted: 'int-or-string', found };
  }
  const { type } = schema;
  if (schema.format === 'kubernetes:quantity' && node.kind !== 'scalar') {
    return { kind: 'wrong-type', path: [...path], wanted: 'string', found };
  }
  if (type === undefined) return undefined;
  const fits = type === found || (type === 'number' && found === 'integer');
  return fits ? undefined : { kind: 'wrong-type', path: [...path], wanted: type, found };
}

function judgeItems(
  node: SeqNode,
  schema: StructuralSchema,
  path: (string | number)[],
  problems: SchemaProblem[],
): void {
  const { items: inner, minItems, maxItems } = schema;
  const { items } = node;
  if (minItems !== undefined && items.length < minItems) {
    problems.push({ kind: 'out-of-range', path: [...path], message: `must have at least ${minItems} items` });
  }
  if (maxItems !== undefined && items.length > maxItems) {
    problems.push({ kind: 'out-of-range', path: [...path], message: `must have at most ${maxItems} items` });
  }
  problems.push(...repeatedItems(node, schema, path));
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
  judgeNode(node, schema, path, problems);
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
  if (isObject) problems.push(...embeddedProblems(node, path));
  for (const { key, value } of node.entries) {
    const inner = own(properties, key.value);
    const below = inner ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    // A null counts as absent, unless the schema wants to see it.
    if (below && isNull(value) && !isUnknown(value) && !below.nullable) continue;
    if (below) judgeBelow(value, below, key.value, path, problems);
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
  judgeCount(node, schema, path, problems);
  for (const problem of schema.check?.(node) ?? []) {
    problems.push({ ...problem, path: [...path, ...problem.path] });
  }
  for (const field of required) {
    const entry = entryOf(node, field);
    const known = own(properties, field);
    const hasDefault = known?.default !== undefined;
    const isThere = entry && (!isNull(entry.value) || isUnknown(entry.value) || known?.nullable);
    if (!isThere && !hasDefault) problems.push({ kind: 'missing-field', path: [...path], field });
  }
}

function judgeCount(
  node: MapNode,
  { minProperties, maxProperties, properties = {} }: StructuralSchema,
  path: Path,
  problems: SchemaProblem[],
): void {
  if (minProperties === undefined && maxProperties === undefined) return;
  const tell = (message: string): void => {
    problems.push({ kind: 'out-of-range', path: [...path], message });
  };
  const entries = node.entries.filter(
    ({ key, value }) => !isNull(value) || isUnknown(value) || own(properties, key.value)?.nullable,
  );
  if (minProperties !== undefined && entries.length < minProperties)
    tell(`must have at least ${minProperties} ${minProperties === 1 ? 'field' : 'fields'}`);
  if (maxProperties !== undefined && entries.length > maxProperties)
    tell(`must have at most ${maxProperties} ${maxProperties === 1 ? 'field' : 'fields'}`);
}

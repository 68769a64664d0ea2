/**
 * `allOf`, `anyOf`, `oneOf` and `not` of a schema.
 * Source: kube-openapi's pkg/validation/validate.
 *
 * @module
 */
import type { MapNode, Node } from '../yaml/nodes/node.js';
import { scalar } from '../yaml/nodes/node.js';
import type { Path } from '../yaml/nodes/node-path.js';
import { hasUnknown } from './judge-scalar.js';
import type { SchemaProblem, StructuralSchema } from './structural-schema.js';

type Judge = (
  node: Node,
  schema: StructuralSchema,
  path: (string | number)[],
  problems: SchemaProblem[],
) => void;

/** What a value does not fulfil of the schemas that its schema combines. */
export function combinatorProblems(
  value: Node,
  schema: StructuralSchema,
  path: Path,
  judge: Judge,
): SchemaProblem[] {
  const { allOf, anyOf, oneOf, not } = schema;
  if (!allOf && !anyOf && !oneOf && !not) return [];
  const node = withDefaultFields(value, schema);
  const of = (inner: StructuralSchema): SchemaProblem[] => {
    const problems: SchemaProblem[] = [];
    judge(node, inner, [...path], problems);
    return problems;
  };
  const problems = (allOf ?? []).flatMap(of);
  // What is not known may decide which of them fits.
  if (hasUnknown(node)) return problems;
  const broken = (rule: string, message: string): void => {
    problems.push({ kind: 'broken-rule', path: [...path], rule, message });
  };
  if (anyOf?.every((inner) => of(inner).length > 0)) {
    broken('anyOf', `it must have ${alternatives(anyOf)}`);
  }
  const fitting = oneOf?.filter((inner) => of(inner).length === 0).length ?? 1;
  if (oneOf && fitting !== 1) {
    broken('oneOf', `it must have exactly one of ${alternatives(oneOf)}, and it has ${fitting || 'none'}`);
  }
  if (not && of(not).length === 0) broken('not', `it must not have ${describe(not)}`);
  return problems;
}

function alternatives(schemas: readonly StructuralSchema[]): string {
  return [...new Set(schemas.map(describe))].join(' or ');
}

/** What a schema asks for, in a few words. */
function describe(schema: StructuralSchema): string {
  const { required, properties, anyOf, oneOf, allOf } = schema;
  const fields = required?.length ? required : Object.keys(properties ?? {});
  if (fields.length > 0) return fields.map((field) => `'${field}'`).join(' with ');
  const inner = anyOf ?? oneOf ?? allOf;
  if (inner) return alternatives(inner);
  if (schema.enum) return schema.enum.map((each) => `'${String(each)}'`).join(', ');
  if (schema.pattern !== undefined) return `the form ${schema.pattern}`;
  if (schema.format !== undefined) return `the format ${schema.format}`;
  if (schema.type !== undefined) return `the type ${schema.type}`;
  return 'another form';
}

/** The fields that a default fills in count as there; what stands in them is right. */
function withDefaultFields(node: Node, { properties }: StructuralSchema): Node {
  if (node.kind !== 'map' || !properties) return node;
  const added = Object.entries(properties).flatMap(([name, inner]) => {
    const isThere = node.entries.some(({ key }) => key.value === name);
    if (isThere || inner.default === undefined || typeof inner.default === 'object') return [];
    const tag =
      typeof inner.default === 'string' ? '!!str' : typeof inner.default === 'boolean' ? '!!bool' : '!!int';
    return [{ key: scalar(name, node.origin), value: scalar(String(inner.default), node.origin, tag) }];
  });
  if (added.length === 0) return node;
  return { ...node, entries: [...node.entries, ...added] } satisfies MapNode;
}

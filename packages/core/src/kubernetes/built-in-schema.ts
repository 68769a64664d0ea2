/**
 * The schemas of Kubernetes' own kinds in their stable versions.
 * They tell less than an API server does: fields, types, sets of values, and what its validation demands.
 *
 * @module
 */
import { own } from '../source/text/own.js';
import { CHECKS } from './built-in/checks.js';
import { BUILT_IN_SCHEMAS } from './built-in-schemas.data.js';
import type { ObjectId } from './object-id.js';
import type { StructuralSchema } from './structural-schema.js';

/** A schema as it is stored: a type that several kinds have in common stands under a name. */
type StoredSchema =
  | { readonly $ref: string }
  | (Omit<StructuralSchema, 'properties' | 'items' | 'additionalProperties'> & {
      readonly properties?: Readonly<Record<string, StoredSchema>>;
      readonly items?: StoredSchema;
      readonly additionalProperties?: StoredSchema;
    });

interface Table {
  readonly kinds: ReadonlyMap<string, StoredSchema>;
  readonly definitions: ReadonlyMap<string, StoredSchema>;
  readonly linked: Map<string, StructuralSchema>;
}

let table: Table | undefined;

/** The schema of a kind and version of Kubernetes itself; always the same value for the same kind. */
export function builtInSchema(
  { group, kind }: Pick<ObjectId, 'group' | 'kind'>,
  version: string,
): StructuralSchema | undefined {
  table ??= readTable();
  const key = `${group}/${version}/${kind}`;
  const stored = table.kinds.get(key);
  return stored && linkedAs(key, stored, table);
}

function readTable(): Table {
  const { kinds, definitions } = JSON.parse(BUILT_IN_SCHEMAS) as Record<string, Record<string, StoredSchema>>;
  return {
    kinds: new Map(Object.entries(kinds ?? {})),
    definitions: new Map(Object.entries(definitions ?? {})),
    linked: new Map(),
  };
}

function linkedAs(name: string, stored: StoredSchema, within: Table): StructuralSchema {
  let schema = within.linked.get(name);
  if (!schema) {
    const check = own(CHECKS, name);
    schema = { ...link(stored, within), ...(check && { check }) };
    within.linked.set(name, schema);
  }
  return schema;
}

/** Puts the types in the place of their names; no type contains itself, because schemas within schemas are left open. */
function link(stored: StoredSchema, within: Table): StructuralSchema {
  if ('$ref' in stored) {
    const { $ref: name } = stored;
    return linkedAs(name, within.definitions.get(name) ?? OPEN, within);
  }
  const { properties, items, additionalProperties, ...rest } = stored;
  const inner =
    properties && Object.entries(properties).map(([name, each]) => [name, link(each, within)] as const);
  return {
    ...rest,
    ...(inner && { properties: Object.fromEntries(inner) }),
    ...(items && { items: link(items, within) }),
    ...(additionalProperties && { additionalProperties: link(additionalProperties, within) }),
  };
}

const OPEN: StoredSchema = { 'x-kubernetes-preserve-unknown-fields': true };

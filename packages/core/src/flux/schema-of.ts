/**
 * The schema by which an object is judged: that of its own cluster, or that of the newest Flux that is known.
 *
 * @module
 */
import type { KubernetesObject } from '../kubernetes/object.js';
import {
  type SchemaProblem,
  type StructuralSchema,
  schemaProblems,
} from '../kubernetes/structural-schema.js';
import type { MapNode, Node } from '../yaml/node.js';
import { toPlain } from '../yaml/to-plain.js';
import { fluxKind, isFluxGroup, newestVersion } from './kinds.js';
import type { Cluster } from './model.js';
import { NEWEST_SCHEMAS } from './newest-schemas.data.js';
import { VANISHED_FIELDS } from './vanished-fields.data.js';

/** A schema, and whose it is. */
export interface FoundSchema {
  readonly schema: StructuralSchema;
  readonly from:
    | 'cluster'
    /** The newest release that fluxvet knows: the cluster's own files do not bring one. */
    | 'newest'
    /** What all versions have in common: this one is not served. */
    | 'all-versions';
}

/** The schema of an object's kind and version; nothing for kinds that are not known. */
export function schemaOf(object: KubernetesObject, cluster: Cluster | undefined): FoundSchema | undefined {
  const { group, kind } = object.id;
  const resource = cluster?.flux.kinds.get(`${group}/${kind}`);
  const served = resource?.versions.find((version) => version.name === object.version && version.served);
  if (served?.schema) return { schema: compiled(served.schema), from: 'cluster' };
  if (resource && !isFluxGroup(group)) return undefined;
  const schema = newest()[`${group}/${object.version}/${kind}`];
  if (schema && !resource) return { schema, from: 'newest' };
  return commonSchema(group, kind);
}

/**
 * Of a version that nobody serves any more, what every version has in common is judged: fields came with time and seldom
 * went, so that the newest schema with the fields that went allows whatever any version did.
 */
function commonSchema(group: string, kind: string): FoundSchema | undefined {
  const known = fluxKind({ group, kind });
  const version = known && newestVersion(known);
  const schema = newest()[`${group}/${version}/${kind}`];
  if (!schema) return undefined;
  let common = commonSchemas.get(schema);
  if (!common) {
    common = withoutRules(schema);
    for (const path of VANISHED_FIELDS[kind] ?? []) common = withOpenField(common, path.split('.'));
    commonSchemas.set(schema, common);
  }
  return { schema: common, from: 'all-versions' };
}

const commonSchemas = new WeakMap<StructuralSchema, StructuralSchema>();

/** Rules in CEL and the sets of allowed values came with later versions. */
function withoutRules(schema: StructuralSchema): StructuralSchema {
  const {
    'x-kubernetes-validations': _,
    enum: __,
    properties,
    items,
    additionalProperties,
    ...rest
  } = schema;
  const inner =
    properties && Object.entries(properties).map(([name, each]) => [name, withoutRules(each)] as const);
  return {
    ...rest,
    ...(inner && { properties: Object.fromEntries(inner) }),
    ...(items && { items: withoutRules(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? withoutRules(additionalProperties) : additionalProperties,
    }),
  };
}

function withOpenField(schema: StructuralSchema, path: readonly string[]): StructuralSchema {
  const [field = '', ...rest] = path;
  const open: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true };
  if (field === '*') return { ...schema, ...(schema.items && { items: withOpenField(schema.items, rest) }) };
  const old = schema.properties?.[field];
  const changed = rest.length === 0 ? open : withOpenField(old ?? { type: 'object' }, rest);
  return { ...schema, properties: { ...schema.properties, [field]: changed } };
}

const schemas = new WeakMap<Node, StructuralSchema>();

function compiled(node: Node): StructuralSchema {
  let schema = schemas.get(node);
  if (!schema) {
    schema = toPlain(node) as unknown as StructuralSchema;
    schemas.set(node, schema);
  }
  return schema;
}

let parsed: Readonly<Record<string, StructuralSchema>> | undefined;

function newest(): Readonly<Record<string, StructuralSchema>> {
  parsed ??= JSON.parse(NEWEST_SCHEMAS) as Record<string, StructuralSchema>;
  return parsed;
}

const judged = new WeakMap<StructuralSchema, WeakMap<MapNode, readonly SchemaProblem[]>>();

/** What the API server of its cluster would refuse of an object; judged once for all rules that ask. */
export function problemsOf(object: KubernetesObject, cluster: Cluster | undefined): readonly SchemaProblem[] {
  const found = schemaOf(object, cluster);
  if (!found) return [];
  let byBody = judged.get(found.schema);
  if (!byBody) {
    byBody = new WeakMap();
    judged.set(found.schema, byBody);
  }
  let problems = byBody.get(object.body);
  if (!problems) {
    problems = schemaProblems(object.body, found.schema);
    byBody.set(object.body, problems);
  }
  return problems;
}

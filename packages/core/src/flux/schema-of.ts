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
import type { Cluster } from './model.js';
import { NEWEST_SCHEMAS } from './newest-schemas.data.js';

/** A schema, and whose it is. */
export interface FoundSchema {
  readonly schema: StructuralSchema;
  readonly from: 'cluster' | 'newest';
}

/** The schema of an object's kind and version; nothing for kinds that are not known. */
export function schemaOf(object: KubernetesObject, cluster: Cluster | undefined): FoundSchema | undefined {
  const { group, kind } = object.id;
  const resource = cluster?.flux.kinds.get(`${group}/${kind}`);
  if (resource) {
    const version = resource.versions.find(({ name, served }) => name === object.version && served);
    return version?.schema ? { schema: compiled(version.schema), from: 'cluster' } : undefined;
  }
  const schema = newest()[`${group}/${object.version}/${kind}`];
  return schema && { schema, from: 'newest' };
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

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

/** A schema, and whose it is. */
export interface FoundSchema {
  readonly schema: StructuralSchema;
  readonly from:
    | 'cluster'
    /** The newest release that fluxvet knows: the cluster's own files do not bring one. */
    | 'newest'
    /** Only the fields that are required in every version: this one is not served. */
    | 'requirements';
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
  return requirementsOf(group, kind);
}

/** Of a version that nobody serves any more, only what every version has demanded is judged. */
function requirementsOf(group: string, kind: string): FoundSchema | undefined {
  const known = fluxKind({ group, kind });
  const version = known && newestVersion(known);
  const schema = newest()[`${group}/${version}/${kind}`];
  if (!schema) return undefined;
  let reduced = reductions.get(schema);
  if (!reduced) {
    const { spec: whole } = schema.properties ?? {};
    const { type, required } = whole ?? {};
    const spec: StructuralSchema = {
      ...(type && { type }),
      ...(required && { required }),
      'x-kubernetes-preserve-unknown-fields': true,
    };
    reduced = { type: 'object', properties: { spec }, required: ['spec'] };
    reductions.set(schema, reduced);
  }
  return { schema: reduced, from: 'requirements' };
}

const reductions = new WeakMap<StructuralSchema, StructuralSchema>();

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

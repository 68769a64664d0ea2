/**
 * What kustomize knows of kinds: which live outside namespaces, and how a strategic merge treats their fields.
 * Usually the built-in tables; a kustomization can bring an OpenAPI document of its own, which then replaces them.
 *
 * @module
 */
import { showApiVersion } from '../../kubernetes/object-id.js';
import { own } from '../../source/text/own.js';
import type { Node } from '../../yaml/nodes/node.js';
import { entriesAt, itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { CLUSTER_SCOPED } from './cluster-scoped.data.js';
import type { GvkPattern } from './field-specs.data.js';
import { KIND_TYPES, TYPE_FIELDS } from './merge-keys.data.js';

/** How a strategic merge treats a field. */
export interface MergeField {
  /** The merge keys of a list; empty for a list of plain values merged as a set; absent for what is no merged list. */
  readonly listKeys?: readonly string[];
  /** The type of the value, or of each item, where it has fields of note. */
  readonly type?: string;
}

export interface Schema {
  isClusterScoped(gvk: GvkPattern): boolean;
  /** The type of a kind, as `apiVersion kind`; absent where the schema does not know the kind. */
  typeOf(apiVersion: string, kind: string): string | undefined;
  fieldOf(type: string, field: string): MergeField | undefined;
}

/**
 * The schema that a build uses at the moment.
 * The first kustomization that brings one sets it for all that comes after, in bases and overlays alike.
 */
export interface SchemaSlot {
  schema: Schema;
  isSet: boolean;
  /** What kustomize has read of its own document; a schema that a base brings later is laid over or under that. */
  builtIn: BuiltInUse;
}

/**
 * `unread` while only kinds came by that kustomize knows without its document, `wanted` once it met another kind,
 * `read` once it merged a patch.
 */
export type BuiltInUse = 'unread' | 'wanted' | 'read';

/** Notes that a kind was looked up. */
export function noteKind(slot: SchemaSlot, { group = '', version = '', kind = '' }: GvkPattern): void {
  if (slot.isSet || slot.builtIn !== 'unread') return;
  const known = BUILT_IN_SCHEMA.typeOf(showApiVersion(group, version), kind);
  if (known === undefined && !BUILT_IN_SCHEMA.isClusterScoped({ group, version, kind }))
    slot.builtIn = 'wanted';
}

/** Notes that a patch was merged. */
export function noteMerge(slot: SchemaSlot): void {
  if (!slot.isSet) slot.builtIn = 'read';
}

/** The tables that kustomize carries. */
export const BUILT_IN_SCHEMA: Schema = {
  isClusterScoped: ({ group = '', version = '', kind = '' }) =>
    CLUSTER_SCOPED.has(`${showApiVersion(group, version)} ${kind}`),
  typeOf: (apiVersion, kind) => own(KIND_TYPES, `${apiVersion} ${kind}`),
  fieldOf: (type, field) => {
    const fields = own(TYPE_FIELDS, type);
    const notation = fields && own(fields, field);
    return notation === undefined ? undefined : parseNotation(notation);
  },
};

const parsed = new Map<string, MergeField>();

/** Reads an entry of the table of merge keys: `[name] Type`, `[]`, `{} Type` or `Type`. */
function parseNotation(notation: string): MergeField {
  let field = parsed.get(notation);
  if (!field) {
    const [, list, type] = /^(?:\[([^\]]*)\]|\{\})? ?(.*)$/.exec(notation) ?? [];
    field = {
      ...(list !== undefined && { listKeys: list === '' ? [] : list.split(',') }),
      ...(type && { type }),
    };
    parsed.set(notation, field);
  }
  return field;
}

/**
 * The schema of an OpenAPI document that a kustomization names under `openapi.path`.
 * Source: kyaml/openapi: such a document replaces the built-in one; the scope of the built-in kinds stays known.
 */
export function schemaFromOpenApi(document: Node): Schema {
  const definitions = new Map(entriesAt(document, 'definitions').map(({ key, value }) => [key.value, value]));
  const kinds = new Map<string, string>();
  for (const [name, definition] of definitions) {
    for (const gvk of itemsAt(definition, 'x-kubernetes-group-version-kind')) {
      const apiVersion = showApiVersion(textAt(gvk, 'group') ?? '', textAt(gvk, 'version') ?? '');
      kinds.set(`${apiVersion} ${textAt(gvk, 'kind') ?? ''}`, name);
    }
  }
  const clusterScoped = clusterScopedIn(document);
  return {
    isClusterScoped: (gvk) =>
      BUILT_IN_SCHEMA.isClusterScoped(gvk) ||
      clusterScoped.has(`${showApiVersion(gvk.group ?? '', gvk.version ?? '')} ${gvk.kind ?? ''}`),
    typeOf: (apiVersion, kind) => kinds.get(`${apiVersion} ${kind}`),
    fieldOf: (type, field) => {
      const at = type.split(INSIDE);
      const definition = nodeAt(definitions.get(at[0] ?? ''), ...at.slice(1));
      const schema = nodeAt(definition, 'properties', field) ?? nodeAt(definition, 'additionalProperties');
      return schema && mergeField(schema, `${type}${INSIDE}properties${INSIDE}${field}`);
    },
  };
}

/** The schema that holds once a base has brought one: what kustomize had read of its own document stays. */
export function besideBuiltIn(own: Schema, use: BuiltInUse): Schema {
  if (use === 'unread') return own;
  const order = (builtIn: string | undefined, other: string | undefined): string | undefined =>
    use === 'wanted' ? (builtIn ?? other) : (other ?? builtIn);
  return {
    isClusterScoped: own.isClusterScoped,
    typeOf: (apiVersion, kind) =>
      order(BUILT_IN_SCHEMA.typeOf(apiVersion, kind), own.typeOf(apiVersion, kind)),
    fieldOf: (type, field) => {
      const builtIn = type.replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis)\./, '');
      const inBuiltIn = (): MergeField | undefined => BUILT_IN_SCHEMA.fieldOf(builtIn, field);
      if (use === 'read') return own.fieldOf(type, field) ?? inBuiltIn();
      return Object.hasOwn(TYPE_FIELDS, builtIn) ? inBuiltIn() : own.fieldOf(type, field);
    },
  };
}

// A schema that is written in place has no name: it is named by the way to it.
const INSIDE = '\0';

function mergeField(schema: Node, place: string): MergeField {
  const strategies = textAt(schema, 'x-kubernetes-patch-strategy')?.split(',') ?? [];
  const items = nodeAt(schema, 'items');
  const type = items ? (referredType(items) ?? `${place}${INSIDE}items`) : (referredType(schema) ?? place);
  if (!items) return { type };
  if (!strategies.includes('merge')) return {};
  const mapKeys = itemsAt(schema, 'x-kubernetes-list-map-keys').flatMap((key) => textAt(key) ?? []);
  const mergeKey = textAt(schema, 'x-kubernetes-patch-merge-key');
  return { listKeys: mapKeys.length > 0 ? mapKeys : mergeKey ? [mergeKey] : [], type };
}

function referredType(schema: Node): string | undefined {
  return textAt(schema, '$ref')?.split('/').at(-1);
}

/** Kinds of which a path of the API has no namespace in it. */
function clusterScopedIn(document: Node): ReadonlySet<string> {
  const cluster = new Set<string>();
  const namespaced = new Set<string>();
  for (const { key, value } of entriesAt(document, 'paths')) {
    const gvk = nodeAt(value, 'get', 'x-kubernetes-group-version-kind');
    const kind = textAt(gvk, 'kind');
    if (kind === undefined) continue;
    const name = `${showApiVersion(textAt(gvk, 'group') ?? '', textAt(gvk, 'version') ?? '')} ${kind}`;
    (key.value.includes('namespaces/{namespace}') ? namespaced : cluster).add(name);
  }
  return new Set([...cluster].filter((name) => !namespaced.has(name)));
}

/**
 * An object while it is being built, with all that kustomize must remember of it to the end:
 * the names it had, the prefixes it got, whether its name waits for a hash.
 * Source: api/resource of kustomize, which keeps the same in annotations of the object.
 *
 * @module
 */
import { parseApiVersion } from '../../kubernetes/object-id.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Node, ScalarNode } from '../../yaml/nodes/node.js';
import { entryOf } from '../../yaml/nodes/node-path.js';
import type { GvkPattern } from '../schema/field-specs.data.js';
import type { Schema } from '../schema/schema.js';

/** What a generator does when the object exists already. */
export type Behavior = 'unspecified' | 'create' | 'replace' | 'merge';

/** The identity of an object at one moment of the build; here the version counts. */
export interface ResId extends GvkPattern {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** As written; see `effectiveNamespace`. */
  readonly namespace: string;
}

/** A name that an object had before a transformer changed it. */
export interface PreviousId {
  readonly kind: string;
  readonly name: string;
  /** The effective namespace at that moment. */
  readonly namespace: string;
}

/** Where kustomize says that an object comes from; only for `buildMetadata`. */
export interface BuildOrigin {
  readonly path?: string;
  readonly configuredIn?: string;
  readonly configuredBy?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name?: string;
    readonly namespace?: string;
  };
}

/** The build replaces `body` and the lists as it goes; the values in them never change. */
export interface Resource {
  body: MapNode;
  trail: readonly Span[];
  previous: readonly PreviousId[];
  prefixes: readonly string[];
  suffixes: readonly string[];
  behavior: Behavior;
  needsHash: boolean;
  /** The generator's entry, for objects that one made. */
  generatedBy?: Span;
  /** Values that stand in several fields at once. */
  shared: ReadonlySet<ScalarNode>;
  /** Names of variables that take their value from this object. */
  vars: readonly string[];
  origin?: BuildOrigin;
  transformations: readonly BuildOrigin[];
}

/** A resource as it comes from a file or a generator. */
export function newResource(body: MapNode, trail: readonly Span[]): Resource {
  return {
    body,
    trail,
    previous: [],
    prefixes: [],
    suffixes: [],
    behavior: 'unspecified',
    needsHash: false,
    shared: new Set(),
    vars: [],
    transformations: [],
  };
}

/** The identity that a body spells out. */
export function idOf(body: MapNode): ResId {
  let id = ids.get(body);
  if (!id) {
    const metadata = entryOf(body, 'metadata')?.value;
    id = {
      ...parseApiVersion(scalarText(entryOf(body, 'apiVersion')?.value)),
      kind: scalarText(entryOf(body, 'kind')?.value),
      name: scalarText(entryOf(metadata, 'name')?.value),
      namespace: scalarText(entryOf(metadata, 'namespace')?.value),
    };
    ids.set(body, id);
  }
  return id;
}

const ids = new WeakMap<MapNode, ResId>();

function scalarText(node: Node | undefined): string {
  return node?.kind === 'scalar' && node.tag !== '!!null' ? node.value : '';
}

/** What a cluster-scoped object has for a namespace. */
export const NO_NAMESPACE = '_non_namespaceable_';

/** The namespace that counts when identities are compared: none is `default`, unless the kind has no namespaces. */
export function effectiveNamespace(id: ResId, schema: Schema): string {
  if (schema.isClusterScoped(id)) return NO_NAMESPACE;
  return id.namespace === '' ? 'default' : id.namespace;
}

/** A text that is equal for identities that kustomize takes for equal. */
export function resKey(id: ResId, schema: Schema): string {
  return `${id.group}/${id.version}/${id.kind}/${effectiveNamespace(id, schema)}/${id.name}`;
}

/** The keys of all names that a resource has had, the current one last. */
export function allKeys(resource: Resource, schema: Schema): string[] {
  const { group, version } = idOf(resource.body);
  const before = resource.previous.map((id) => `${group}/${version}/${id.kind}/${id.namespace}/${id.name}`);
  return [...before, resKey(idOf(resource.body), schema)];
}

/** The first name that a resource had. */
export function originalId(resource: Resource, schema: Schema): PreviousId {
  return resource.previous[0] ?? currentAsPrevious(resource, schema);
}

/** The current name in the form in which it is remembered. */
export function currentAsPrevious(resource: Resource, schema: Schema): PreviousId {
  const id = idOf(resource.body);
  return { kind: id.kind, name: id.name, namespace: effectiveNamespace(id, schema) };
}

/** Remembers the current name before a transformer changes it. */
export function rememberId(resource: Resource, schema: Schema): void {
  resource.previous = [...resource.previous, currentAsPrevious(resource, schema)];
}

/** Whether an identity has the parts that a pattern gives. */
export function fitsGvk(id: GvkPattern, pattern: GvkPattern): boolean {
  return (
    (!pattern.group || pattern.group === id.group) &&
    (!pattern.version || pattern.version === id.version) &&
    (!pattern.kind || pattern.kind === id.kind)
  );
}

/** An identity for messages. */
export function showResId(id: ResId): string {
  return id.namespace === '' ? `${id.kind} '${id.name}'` : `${id.kind} '${id.namespace}/${id.name}'`;
}

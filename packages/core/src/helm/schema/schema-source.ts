/**
 * A schema with all that it names: drafts, identifiers, anchors, references.
 * Source: the drafts of JSON Schema, as santhosh-tekuri/jsonschema 6 reads them, which Helm uses.
 *
 * @module
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A schema at a place, with the resource that it belongs to. */
export interface SchemaRef {
  readonly schema: Json;
  readonly resource: Resource;
}

/** A schema that has an address of its own. */
export interface Resource {
  readonly url: string;
  readonly root: Json;
  readonly draft: number;
}

/** All resources that are known by address, and how to get others. */
export interface SchemaSource {
  readonly resources: Map<string, Resource>;
  readonly anchors: Map<string, SchemaRef>;
  /** The schema at an address elsewhere, where it is known. */
  readonly load: (url: string) => Json | undefined;
}

/** Why a schema cannot be used: Helm refuses the values then. */
export class SchemaFault extends Error {}

const NEWEST = 2020;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds a schema and what it holds under other addresses. Its own identifier is what others resolve against. */
export function addResource(source: SchemaSource, url: string, root: Json, draft: number = NEWEST): Resource {
  const own = isObject(root) ? (draftOf(root['$schema']) ?? draft) : draft;
  const id = isObject(root) ? root[own < 6 ? 'id' : '$id'] : undefined;
  const named = typeof id === 'string' && !id.startsWith('#') ? resolveUrl(url, id.replace(/#$/, '')) : url;
  const resource: Resource = { url: named, root, draft: own };
  source.resources.set(url, resource);
  source.resources.set(named, resource);
  addInner(source, resource, root, true);
  return resource;
}

function draftOf(url: Json | undefined): number | undefined {
  if (typeof url !== 'string') return undefined;
  const name = /^https?:\/\/json-schema\.org\/(?:draft\/|draft-0)([0-9]+)/.exec(url)?.[1];
  return name === undefined ? undefined : Number(name);
}

// Values that may look like schemas and are none.
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples']);

function addInner(source: SchemaSource, resource: Resource, value: Json, isRoot: boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) addInner(source, resource, item, false);
    return;
  }
  if (!isObject(value)) return;
  const id = value[resource.draft < 6 ? 'id' : '$id'];
  if (typeof id === 'string' && !id.startsWith('#')) {
    if (!isRoot) {
      addResource(source, resolveUrl(resource.url, id.replace(/#$/, '')), value, resource.draft);
      return;
    }
  } else if (typeof id === 'string' && resource.draft < 2019) addAnchor(source, resource, id.slice(1), value);
  for (const key of ['$anchor', '$dynamicAnchor']) {
    const anchor = value[key];
    if (typeof anchor === 'string') addAnchor(source, resource, anchor, value);
  }
  for (const [key, item] of Object.entries(value))
    if (!DATA.has(key)) addInner(source, resource, item, false);
}

function addAnchor(source: SchemaSource, resource: Resource, anchor: string, schema: Json): void {
  source.anchors.set(`${resource.url}#${anchor}`, { schema, resource });
}

export function resolveUrl(base: string, url: string): string {
  try {
    return new URL(url, base).href;
  } catch {
    return url;
  }
}

/** The schema that a reference names. Throws a `SchemaFault` where there is none. */
export function resolveRef(source: SchemaSource, from: Resource, ref: string): SchemaRef {
  const whole = resolveUrl(from.url, ref);
  const hash = whole.indexOf('#');
  const [url, fragment] = hash < 0 ? [whole, ''] : [whole.slice(0, hash), whole.slice(hash + 1)];
  const resource = ref.startsWith('#') ? from : known(source, url);
  if (fragment === '') return { schema: resource.root, resource };
  const decoded = decode(fragment);
  if (decoded.startsWith('/')) return atPointer(source, resource, decoded);
  const anchored = source.anchors.get(`${resource.url}#${decoded}`);
  if (!anchored) throw new SchemaFault(`anchor in "${resource.url}#${fragment}" not found`);
  return anchored;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function known(source: SchemaSource, url: string): Resource {
  const found = source.resources.get(url);
  if (found) return found;
  // An address without a scheme that anyone resolves stands for a schema that allows all.
  if (url.startsWith('urn:')) return addResource(source, url, true);
  const loaded = source.load(url);
  if (loaded === undefined) throw new SchemaFault(`failing loading "${url}"`);
  return addResource(source, url, loaded);
}

function atPointer(source: SchemaSource, resource: Resource, pointer: string): SchemaRef {
  let schema: Json | undefined = resource.root;
  let owner = resource;
  for (const token of pointer.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(schema)) schema = schema[Number(key)];
    else schema = isObject(schema) && Object.hasOwn(schema, key) ? schema[key] : undefined;
    if (schema === undefined) throw new SchemaFault(`json-pointer in "${resource.url}#${pointer}" not found`);
    const id = isObject(schema) ? schema[owner.draft < 6 ? 'id' : '$id'] : undefined;
    if (typeof id === 'string' && !id.startsWith('#'))
      owner = source.resources.get(resolveUrl(owner.url, id.replace(/#$/, ''))) ?? owner;
  }
  return { schema, resource: owner };
}

/**
 * The objects of a build in their order, found by the names they have and had.
 * Source: api/resmap of kustomize.
 *
 * @module
 */

import { LimitReached, limits, show, spendSteps } from '../../source/bounds/limits.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { noteKind, noteMerge, type Schema, type SchemaSlot } from '../schema/schema.js';
import { Fault } from './fault.js';
import { allKeys, idOf, type Resource, resKey, showResId } from './resource.js';
import { takeBody } from './shared-values.js';

/** An ordered set of resources; two with one identity cannot be in it. */
export interface ResourceSet {
  readonly schema: Schema;
  readonly items: readonly Resource[];
  /** Adds a resource at the end; a fault if its identity is taken. */
  append(resource: Resource): void;
  /** Resources whose current identity has the key. */
  byCurrentKey(key: string): readonly Resource[];
  /** Resources that have or had the key, in order. */
  byAnyKey(key: string): readonly Resource[];
  /** Resources that have or had the name, in order. */
  byAnyName(name: string): readonly Resource[];
  /** Says that a patch is merged into a resource. */
  merging(): void;
  /** Gives a resource another body; `undefined` takes it out. */
  update(resource: Resource, body: MapNode | undefined): void;
  /** Says that names or remembered names of many resources have changed. */
  renamed(): void;
  /** Puts the resources in another order, or takes some out. */
  reorder(items: readonly Resource[]): void;
  /** Puts a resource in the place of another one. */
  replace(old: Resource, resource: Resource): void;
}

interface Indexes {
  readonly current: Map<string, Resource[]>;
  readonly any: Map<string, Resource[]>;
  readonly names: Map<string, Resource[]>;
}

// An object that was renamed is found by each of its names.
const APPEND_STEPS = 5;

/** An empty set, to be filled. */
export function resourceSet(slot: SchemaSlot): ResourceSet {
  let items: Resource[] = [];
  let indexes: Indexes | undefined;
  // Taken out one by one, but out of the list in one pass.
  const gone = new Set<Resource>();
  let waiting = false;
  const current = (): Resource[] => {
    if (waiting) items = items.filter((item) => !gone.has(item));
    waiting = false;
    return items;
  };
  const present = (found: readonly Resource[] | undefined): readonly Resource[] =>
    found === undefined ? [] : gone.size === 0 ? found : found.filter((item) => !gone.has(item));

  // Names change in whole passes and are looked up in between: one index a pass keeps every step linear.
  const index = (): Indexes => {
    if (!indexes) {
      indexes = { current: new Map(), any: new Map(), names: new Map() };
      for (const item of current()) addTo(indexes, item);
    }
    return indexes;
  };
  const addTo = (into: Indexes, item: Resource): void => {
    const keys = new Set(allKeys(item, slot.schema));
    push(into.current, resKey(idOf(item.body), slot.schema), item);
    for (const key of keys) push(into.any, key, item);
    const names = new Set([...item.previous.map((id) => id.name), idOf(item.body).name]);
    for (const name of names) push(into.names, name, item);
  };

  return {
    get schema() {
      return slot.schema;
    },
    get items() {
      return current();
    },
    append(resource) {
      const most = limits().buildObjects;
      if (items.length >= most)
        throw new LimitReached('buildObjects', `The build has more than ${show(most)} objects.`);
      spendSteps(APPEND_STEPS + resource.previous.length);
      const id = idOf(resource.body);
      noteKind(slot, id);
      const [taken] = present(index().current.get(resKey(id, slot.schema)));
      if (taken) throw new Fault('duplicate-object', `${showResId(id)} is added twice.`);
      items.push(resource);
      addTo(index(), resource);
    },
    byCurrentKey: (key) => present(index().current.get(key)),
    byAnyKey: (key) => present(index().any.get(key)),
    byAnyName: (name) => present(index().names.get(name)),
    merging: () => noteMerge(slot),
    update(resource, body) {
      if (body === undefined) {
        gone.add(resource);
        waiting = true;
        return;
      }
      const before = resKey(idOf(resource.body), slot.schema);
      takeBody(resource, body);
      if (resKey(idOf(body), slot.schema) !== before) indexes = undefined;
    },
    renamed() {
      indexes = undefined;
    },
    reorder(next) {
      items = [...next];
      gone.clear();
      waiting = false;
      indexes = undefined;
    },
    replace(old, resource) {
      items = current().map((item) => (item === old ? resource : item));
      indexes = undefined;
    },
  };
}

/** A fault where two objects have one identity: a patch can change who an object is. */
export function demandDistinct(set: ResourceSet): void {
  for (const { body } of set.items) {
    const id = idOf(body);
    const [, second] = set.byCurrentKey(resKey(id, set.schema));
    if (!second) continue;
    const { span } = (nodeAt(second.body, 'metadata', 'name') ?? second.body).origin;
    throw new Fault('duplicate-object', `There are two objects ${showResId(id)}.`, span);
  }
}

function push(map: Map<string, Resource[]>, key: string, resource: Resource): void {
  const list = map.get(key);
  if (list) list.push(resource);
  else map.set(key, [resource]);
}

/**
 * Finds the objects of a cluster by identity.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey, type ObjectId } from '../../kubernetes/object-id.js';

/** Objects by group, kind, namespace and name; the first one of an identity counts. */
export interface ObjectIndex<T extends KubernetesObject> {
  find(id: ObjectId): T | undefined;
  /** All objects of a kind, in the order in which they came. */
  ofKind(group: string, kind: string): readonly T[];
  readonly objects: readonly T[];
}

/** Makes an index; objects of an identity that is taken are left out. */
export function indexObjects<T extends KubernetesObject>(all: Iterable<T>): ObjectIndex<T> {
  const byId = new Map<string, T>();
  const byKind = new Map<string, T[]>();
  for (const object of all) {
    const key = idKey(object.id);
    if (byId.has(key)) continue;
    byId.set(key, object);
    const kind = `${object.id.group}/${object.id.kind}`;
    const known = byKind.get(kind);
    if (known) known.push(object);
    else byKind.set(kind, [object]);
  }
  return {
    find: (id) => byId.get(idKey(id)),
    ofKind: (group, kind) => byKind.get(`${group}/${kind}`) ?? [],
    get objects() {
      return [...byId.values()];
    },
  };
}

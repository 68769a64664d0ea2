/**
 * Which apps cannot come before another one: those that it brings, and those that wait for it.
 *
 * @module
 */
import { idKey, type ObjectId } from '../../kubernetes/object-id.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import type { Walked } from './walk-state.js';

/** Whether an app is applied only after another one is: it is the other one, comes from it, or depends on it, however far. */
export type ComesAfter = (app: ObjectId, other: ObjectId) => boolean;

/** Answers from a walk which apps wait for which. */
export function comesAfterIn({ visits, owners }: Pick<Walked, 'visits' | 'owners'>): ComesAfter {
  const next = new Map<string, string[]>();
  const add = (first: string, then: string): void => {
    const known = next.get(first);
    if (known) known.push(then);
    else next.set(first, [then]);
  };
  for (const [key, { object }] of visits) {
    const owner = owners.get(object);
    if (owner) add(idKey(owner.object.id), key);
    for (const each of itemsAt(object.body, 'spec', 'dependsOn')) {
      const name = textAt(each, 'name') ?? '';
      const namespace = textAt(each, 'namespace') ?? object.id.namespace;
      const { group, kind } = object.id;
      add(idKey({ group, kind, name, ...(namespace !== undefined && { namespace }) }), key);
    }
  }
  const remembered = new Map<string, ReadonlySet<string>>();
  const after = (first: string): ReadonlySet<string> => {
    const known = remembered.get(first);
    if (known) return known;
    const found = new Set<string>();
    const queue = [first];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (found.has(at)) continue;
      found.add(at);
      queue.push(...(next.get(at) ?? []));
    }
    remembered.set(first, found);
    return found;
  };
  return (app, other) => after(idKey(other)).has(idKey(app));
}

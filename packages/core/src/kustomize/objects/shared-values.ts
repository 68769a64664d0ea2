/**
 * Labels and annotations that kustomize sets in several fields of an object with one and the same YAML node:
 * whoever changes one of them in place later changes all of them.
 * Only a JSON patch, which writes the object anew, makes values of their own of them.
 * Source: SetEntry in api/filters/filtersutil and FieldSetter in kyaml/yaml/fns.go of kustomize.
 *
 * @module
 */
import type { MapNode, Node, ScalarNode } from '../../yaml/nodes/node.js';
import { entryOf, withItems } from '../../yaml/nodes/node-path.js';
import type { Resource } from './resource.js';

/** Takes a body for a resource; a value that stands in several fields is changed in all of them. */
export function takeBody(resource: Resource, body: MapNode): void {
  const { shared } = resource;
  const changed = shared.size === 0 ? NONE : changesOf(resource.body, body, shared);
  if (changed.size === 0) {
    resource.body = body;
    return;
  }
  resource.shared = new Set([...shared].map((node) => changed.get(node) ?? node));
  resource.body = withChanges(resource.body, body, changed) as MapNode;
}

type Changes = ReadonlyMap<ScalarNode, ScalarNode>;

const NONE: Changes = new Map();

function changesOf(before: MapNode, after: MapNode, shared: ReadonlySet<ScalarNode>): Changes {
  const changed = new Map<ScalarNode, ScalarNode>();
  const visit = (old: Node | undefined, now: Node): void => {
    if (old === undefined || old === now) return;
    if (now.kind === 'scalar') {
      if (old.kind === 'scalar' && shared.has(old)) changed.set(old, now);
    } else for (const [was, is] of inPlace(old, now)) visit(was, is);
  };
  visit(before, after);
  return changed;
}

/** What stands in a container that was changed and not replaced, in the order in which kustomize merges. */
function inPlace(old: Node, now: Node): readonly (readonly [Node | undefined, Node])[] {
  if (old.origin !== now.origin) return [];
  if (now.kind === 'seq' && old.kind === 'seq' && now.items.length === old.items.length) {
    return now.items.map((item, at) => [old.items[at], item]);
  }
  if (now.kind !== 'map') return [];
  const entries = now.entries.toSorted((a, b) => (a.key.value < b.key.value ? -1 : 1));
  return entries.map(({ key, value }) => [entryOf(old, key.value)?.value, value]);
}

function withChanges(old: Node | undefined, now: Node, changed: Changes): Node {
  if (now.kind === 'scalar') {
    return changed.get(now) ?? (old?.kind === 'scalar' ? changed.get(old) : undefined) ?? now;
  }
  const same = old?.origin === now.origin;
  if (now.kind === 'seq') {
    const items = same && old?.kind === 'seq' && old.items.length === now.items.length ? old.items : [];
    return withItems(
      now,
      now.items.map((item, at) => withChanges(items[at], item, changed)),
    );
  }
  const entries = now.entries.map((entry) => {
    const before = same ? entryOf(old, entry.key.value)?.value : undefined;
    const value = withChanges(before, entry.value, changed);
    return value === entry.value ? entry : { ...entry, value };
  });
  return entries.every((entry, at) => entry === now.entries[at]) ? now : { ...now, entries };
}

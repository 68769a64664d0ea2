/**
 * What a value of a patch replaced, kept with it.
 *
 * @module
 */
import type { MapNode, Node, Removal, Step } from '../../yaml/nodes/node.js';
import { entryOf } from '../../yaml/nodes/node-path.js';

/** The value, knowing what stood in its place. */
export function withPast<N extends Node>(node: N, old: Node | undefined): N {
  return old && old !== node ? { ...node, origin: { ...node.origin, was: old.origin } } : node;
}

/** A value that takes the place of another one whole: what its fields replaced and what is gone is kept, too. */
export function withPasts(node: Node, old: Node | undefined, step: Step): Node {
  if (node.kind !== 'map' || old?.kind !== 'map') return withPast(node, old);
  const entries = node.entries.map(({ key, value }) => ({
    key,
    value: withPasts(value, entryOf(old, key.value)?.value, step),
  }));
  const gone: Removal[] = old.entries
    .filter(({ key }) => !entryOf(node, key.value))
    .map(({ key, value }) => ({ key: key.value, was: value.origin, span: node.origin.span, step }));
  const removed = [...(old.removed ?? []), ...(node.removed ?? []), ...gone];
  const replaced: MapNode = { ...node, entries, ...(removed.length > 0 && { removed }) };
  return withPast(replaced, old);
}

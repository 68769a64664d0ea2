/**
 * Merge keys: `<<` puts the entries of other mappings under those of its own.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { MapEntry, Node } from './node.js';

/** A mapping's own entries, which win, and then those of the merged mappings, of which the first wins. */
export function mergeInto(
  own: ReadonlyMap<string, MapEntry>,
  merged: readonly Node[],
  noMapping: (span: Span) => void,
): MapEntry[] {
  const sources = merged.flatMap((node) => (node.kind === 'seq' ? node.items : [node]));
  const added = new Map<string, MapEntry>();
  for (const source of sources) {
    if (source.kind !== 'map') {
      noMapping(source.origin.span);
      continue;
    }
    for (const entry of source.entries) {
      if (!own.has(entry.key.value) && !added.has(entry.key.value)) added.set(entry.key.value, entry);
    }
  }
  return [...own.values(), ...added.values()];
}

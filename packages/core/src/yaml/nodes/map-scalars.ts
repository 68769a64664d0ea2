/**
 * Nodes with their scalars changed.
 *
 * @module
 */
import type { MapEntry, Node, ScalarNode } from './node.js';

/** The node with every scalar changed, keys included; what aliases share stays shared. */
export function mapScalars(node: Node, change: (scalar: ScalarNode) => ScalarNode): Node {
  const changed = new Map<Node, Node>();
  const visit = (each: Node): Node => {
    if (each.kind === 'scalar') return change(each);
    const known = changed.get(each);
    if (known) return known;
    const result: Node =
      each.kind === 'seq'
        ? { ...each, items: each.items.map(visit) }
        : {
            ...each,
            entries: each.entries.map(
              ({ key, value }): MapEntry => ({ key: change(key), value: visit(value) }),
            ),
          };
    changed.set(each, result);
    return result;
  };
  return visit(node);
}

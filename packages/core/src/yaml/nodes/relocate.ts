/**
 * Nodes of a file as they stand in another file with the same text.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { MapEntry, Node, ScalarNode } from './node.js';

/** Puts what was read from one file into another one. */
export interface Relocation {
  span(span: Span): Span;
  node(node: Node): Node;
}

/** A relocation to a file; nodes must be as they were read, without any step. */
export function relocationTo(file: Span['file']): Relocation {
  // Aliases share nodes, and a chain of them stands for more nodes than any memory holds.
  const moved = new Map<Node, Node>();
  const span = ({ start, end }: Span): Span => ({ file, start, end });
  const scalar = (node: ScalarNode): ScalarNode => ({ ...node, origin: { span: span(node.origin.span) } });
  const node = (each: Node): Node => {
    if (each.kind === 'scalar') return scalar(each);
    let result = moved.get(each);
    if (!result) {
      const origin = { span: span(each.origin.span) };
      result =
        each.kind === 'seq'
          ? { ...each, origin, items: each.items.map(node) }
          : {
              ...each,
              origin,
              entries: each.entries.map(
                ({ key, value }): MapEntry => ({ key: scalar(key), value: node(value) }),
              ),
            };
      moved.set(each, result);
    }
    return result;
  };
  return { span, node };
}

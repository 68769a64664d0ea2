/**
 * Objects that controllers make of others: nobody wrote them, so every value says what it was made of.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../../kubernetes/object.js';
import { type MapNode, mapping, type Node, type Origin, scalar, sequence } from '../../yaml/nodes/node.js';

/** What a value of a made object is: a text, a node that was taken over, or more values by key or in a list. */
export type Made = string | boolean | Node | undefined | readonly Made[] | { readonly [key: string]: Made };

/** An object made of values; what is undefined is left out. */
export function makeObject(content: Readonly<Record<string, Made>>, origin: Origin): KubernetesObject {
  return toObject(toMap(content, origin), [origin.step?.by ?? origin.span]);
}

function toMap(content: Readonly<Record<string, Made>>, origin: Origin): MapNode {
  const entries = Object.entries(content).flatMap(([name, value]) => {
    const node = toNode(value, origin);
    return node ? [{ key: scalar(name, origin), value: node }] : [];
  });
  return mapping(entries, origin);
}

function toNode(value: Made, origin: Origin): Node | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return scalar(value, origin);
  if (typeof value === 'boolean') return scalar(String(value), origin, '!!bool');
  if (isNode(value)) return value;
  if (isList(value))
    return sequence(
      value.flatMap((each) => toNode(each, origin) ?? []),
      origin,
    );
  return toMap(value, origin);
}

function isList(value: Made): value is readonly Made[] {
  return Array.isArray(value);
}

function isNode(value: object): value is Node {
  const { kind } = value as { kind?: unknown };
  return (kind === 'scalar' || kind === 'map' || kind === 'seq') && 'origin' in value;
}

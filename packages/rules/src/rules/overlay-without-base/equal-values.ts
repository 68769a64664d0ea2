/**
 * How much two objects have in common.
 *
 * @module
 */
import { type Node, scalarsOf, showPathOf } from '@fluxvet/core';

/** The part of all values that are equal at the same place in both, from 0 to 1; small objects have nothing in common. */
export function shareOfEqualValues(one: Node, other: Node): number {
  const own = valuesOf(one);
  const theirs = valuesOf(other);
  const all = Math.max(own.size, theirs.size);
  if (all < FEWEST) return 0;
  let equal = 0;
  for (const [path, value] of own) if (theirs.get(path) === value) equal++;
  return equal / all;
}

// Nobody makes a base for less.
const FEWEST = 12;

function valuesOf(node: Node): ReadonlyMap<string, string> {
  return new Map(scalarsOf(node).map(({ node: value, path }) => [showPathOf(path), value.value]));
}

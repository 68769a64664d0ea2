/**
 * How much a value stands for: every alias and every copy counted as all that it shares with others.
 * A few steps that copy copies make values that no machine could walk through, and that take no memory at all.
 *
 * @module
 */
import { LimitReached, limits, show } from '../../source/bounds/limits.js';
import type { Node } from './node.js';

/** The size of a value. */
export interface Weight {
  /** Values within it, itself included. */
  readonly values: number;
  /** How many mappings and lists stand in one another. */
  readonly height: number;
}

const SCALAR: Weight = { values: 1, height: 0 };
const known = new WeakMap<Node, Weight>();

/** The size of a value; what others share with it is weighed once. */
export function weightOf(node: Node): Weight {
  if (node.kind === 'scalar') return SCALAR;
  const before = known.get(node);
  if (before) return before;
  let values = 1;
  let height = 0;
  const add = (inner: Node): void => {
    const weight = weightOf(inner);
    values += weight.values;
    if (weight.height >= height) height = weight.height;
  };
  if (node.kind === 'seq') for (const item of node.items) add(item);
  else for (const { value } of node.entries) add(value);
  const weight = { values, height: height + 1 };
  known.set(node, weight);
  return weight;
}

/** Ends the work that made a value too large or too deep for what comes after it. */
export function demandWeight<N extends Node>(node: N): N {
  const { values, height } = weightOf(node);
  const { objectSize, valueDepth } = limits();
  if (height > valueDepth)
    throw new LimitReached('valueDepth', `The object would be nested more than ${show(valueDepth)} deep.`);
  if (values > objectSize)
    throw new LimitReached('objectSize', `The object would have more than ${show(objectSize)} values.`);
  return node;
}

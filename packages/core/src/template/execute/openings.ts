/**
 * Notes where something decides that cannot be known from files.
 *
 * @module
 */
import type { Node } from '../tree/nodes.js';
import type { Value } from '../values/value.js';
import type { Frame } from './frame.js';

const MOST = 10_000;

/** Notes a decision, once for each place and value. */
export function noteOpening(frame: Frame, node: Node, on: Value | undefined): void {
  const { openings } = frame.rendering;
  const { source, name } = frame.template;
  if (openings.length < MOST) openings.push({ source, node, template: name, on });
}

/**
 * Whether the files tell what stands in a field.
 *
 * @module
 */
import { type Node, nodeAt, type Path, scalarsOf } from '@fluxvet/core';

/** Whether a value at or below a path cannot be known from the files. */
export function hasUnknownAt(node: Node | undefined, ...path: Path): boolean {
  const at = nodeAt(node, ...path);
  if (!at) return false;
  for (const { node: value } of scalarsOf(at)) if (value.unknown !== undefined) return true;
  return false;
}

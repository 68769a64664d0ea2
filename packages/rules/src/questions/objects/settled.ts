/**
 * Whether a field that is absent from an object is certainly absent.
 *
 * @module
 */
import { type AppliedObject, entryOf, isNull, type Node } from '@fluxvet/core';

/** Whether nothing that is out of sight, such as a remote component, can still complete an object. */
export function isSettled({ appliedBy }: AppliedObject): boolean {
  return !appliedBy || (appliedBy.path.kind === 'built' && appliedBy.path.build.complete);
}

/** Whether a field is set, or could be because a value on the way to it is not known. */
export function mayBeSet(body: Node, ...path: readonly string[]): boolean {
  let at = body;
  for (const step of path) {
    if (at.kind === 'scalar') return at.unknown !== undefined;
    const next = entryOf(at, step)?.value;
    if (!next) return false;
    at = next;
  }
  return !isNull(at);
}

/**
 * Short forms for what the checks of built-in kinds find.
 *
 * @module
 */
import { isNull, type Node } from '../../yaml/nodes/node.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { isUnknown } from '../judge-scalar.js';
import type { SchemaProblem } from '../structural-schema.js';

/** Says of a field what it must be or do; the sentence begins with the field. */
export function demand(path: Path, message: string): SchemaProblem {
  return { kind: 'out-of-range', path, message };
}

/** Says that a field is missing. */
export function missing(path: Path, field: string): SchemaProblem {
  return { kind: 'missing-field', path, field };
}

/** Whether something stands at a path that is not null, or could stand there. */
export function isSet(node: Node | undefined, ...path: Path): boolean {
  const at = nodeAt(node, ...path);
  return at !== undefined && (!isNull(at) || isUnknown(at));
}

/** The fields of a mapping among some that are set, in the order of its text. */
export function setAmong(node: Node | undefined, names: readonly string[]): string[] {
  if (node?.kind !== 'map') return [];
  return node.entries.map(({ key }) => key.value).filter((name) => names.includes(name) && isSet(node, name));
}

/**
 * Where an object that is a Secret keeps its values.
 *
 * @module
 */
import type { MapNode } from '../../yaml/nodes/node.js';
import { type Path, textAt } from '../../yaml/nodes/node-path.js';

// kubectl keeps a copy of the whole object here.
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The fields of an object whose values are secret; none where it is no Secret. */
export function secretFields(body: MapNode): readonly Path[] {
  return textAt(body, 'kind')?.toLowerCase() === 'secret' ? SECRET_FIELDS : [];
}

const SECRET_FIELDS: readonly Path[] = [['data'], ['stringData'], ['metadata', 'annotations', LAST_APPLIED]];

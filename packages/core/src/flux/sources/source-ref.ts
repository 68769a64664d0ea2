/**
 * Which source a Flux Kustomization takes its manifests from.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { ObjectId } from '../../kubernetes/object-id.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { SOURCE_GROUP } from '../kinds/kinds.data.js';

/** The id that `spec.sourceRef` names. */
export function sourceIdOf(object: KubernetesObject): ObjectId {
  const reference = nodeAt(object.body, 'spec', 'sourceRef');
  const kind = textAt(reference, 'kind') ?? '';
  const namespace = textAt(reference, 'namespace') ?? object.id.namespace;
  const name = textAt(reference, 'name') ?? '';
  return { group: SOURCE_GROUP, kind, ...(namespace !== undefined && { namespace }), name };
}

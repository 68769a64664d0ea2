/**
 * Patches on objects that no kustomization gathered: those that a program makes and hands to kustomize's patches.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import { ROOT } from '../../source/repo-path.js';
import { decode } from '../../yaml/nodes/decode.js';
import type { Node } from '../../yaml/nodes/node.js';
import { type BuildContext, emptyNotes } from '../load/context.js';
import * as schemas from '../load/kustomization-schemas.js';
import { newResource } from '../objects/resource.js';
import { resourceSet } from '../objects/resource-set.js';
import { applyPatches } from '../patch/patches.js';
import { BUILT_IN_SCHEMA } from '../schema/schema.js';

/** The objects with patches laid over them; patches for other objects do nothing. */
export function patchObjects(
  objects: readonly KubernetesObject[],
  patches: readonly Node[],
): readonly KubernetesObject[] {
  if (patches.length === 0) return objects;
  const context: BuildContext = { tree: memoryTree({}), restriction: 'tree', notes: emptyNotes() };
  const set = resourceSet({ schema: BUILT_IN_SCHEMA, isSet: false, builtIn: 'unread' });
  for (const object of objects) set.append(newResource(object.body, object.trail));
  for (const node of patches) {
    const { value } = decode(node, schemas.patch, { code: 'kustomize/bad-patch' });
    if (value) applyPatches(set, [{ value, node }], ROOT, context);
  }
  return set.items.map(({ body, trail }) => toObject(body, trail));
}

/**
 * Patches on objects that no kustomization gathered: those that a program makes and hands to kustomize's patches.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../kubernetes/object.js';
import { memoryTree } from '../source/file-tree.js';
import { ROOT } from '../source/repo-path.js';
import { decode } from '../yaml/decode.js';
import type { Node } from '../yaml/node.js';
import { type BuildContext, emptyNotes } from './context.js';
import * as schemas from './kustomization-schemas.js';
import { newResource } from './resource.js';
import { resourceSet } from './resource-set.js';
import { BUILT_IN_SCHEMA } from './schema.js';
import { applyPatches } from './transform/patches.js';

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

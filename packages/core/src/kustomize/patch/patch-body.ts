/**
 * Lays one strategic merge patch over one object.
 * Source: api/resource/resource.go of kustomize, ApplySmPatch.
 *
 * @module
 */
import { annotationsOf, labelsOf } from '../../kubernetes/object.js';
import type { MapNode, Node, ScalarNode, Step } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { nodeAt, removeEntry, textAt, updateAt } from '../../yaml/nodes/node-path.js';
import { resolvePlain } from '../../yaml/nodes/resolve-scalar.js';
import { type Resource, rememberId } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import { mergePatch } from './strategic-merge.js';

/** What a patch may change of the identity of an object. */
export interface Changes {
  readonly allowNameChange?: boolean | null | undefined;
  readonly allowKindChange?: boolean | null | undefined;
}

export function withTextMarks(patch: MapNode): MapNode {
  let result: Node = patch;
  for (const [field, marks] of [
    ['labels', labelsOf(patch)],
    ['annotations', annotationsOf(patch)],
  ] as const) {
    if (marks.size === 0) {
      result = updateAt(result, ['metadata'], (old) => (old?.kind === 'map' ? removeEntry(old, field) : old));
    }
    result = updateAt(result, ['metadata', field], (old) => old && asTexts(old));
  }
  return result as MapNode;
}

function asTexts(node: Node): Node {
  if (node.kind !== 'map') return node;
  // The names lose their quotes, too; `finishAnnotations` finds what is then no text any more.
  const entries = node.entries.map(({ key, value }) => ({
    key: { ...key, tag: resolvePlain(key.value) },
    value: value.kind === 'scalar' ? ({ ...value, tag: '!!str' } satisfies ScalarNode) : value,
  }));
  return { ...node, entries };
}

export function patchObject(
  set: ResourceSet,
  resource: Resource,
  patch: MapNode,
  options: Changes,
  step: Step,
): void {
  const before = resource.body;
  set.merging();
  if (options.allowNameChange || options.allowKindChange) rememberId(resource, set.schema);
  // kustomize puts the replaced object beside the one that it keeps.
  if (textAt(patch, '$patch') === 'replace') return;
  const merged = mergePatch(before, patch, { schema: set.schema, step });
  if (!merged) {
    set.update(resource, undefined);
    return;
  }
  let body: Node = merged;
  if (!options.allowKindChange) body = restored(body, before, ['kind']);
  if (!options.allowNameChange) body = restored(body, before, ['metadata', 'name']);
  body = restored(body, before, ['metadata', 'namespace']);
  set.update(resource, body as MapNode);
}

/** A patch must not change who an object is: these fields are put back as they were. */
function restored(body: Node, before: MapNode, path: readonly string[]): Node {
  const old = nodeAt(before, ...path);
  const name = path.at(-1) ?? '';
  if (old && !isNull(old)) return updateAt(body, path, () => old, old.origin);
  return updateAt(body, path.slice(0, -1), (parent) =>
    parent?.kind === 'map' ? removeEntry(parent, name) : parent,
  );
}

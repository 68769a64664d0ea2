/**
 * The annotations in which kustomize remembers an object's past: a JSON patch meets them like any others,
 * so that it can add to annotations that nobody wrote, and finds more than what is written where it tests them.
 * Source: StorePreviousId and BuildAnnotations in api/resource, the PatchTransformer of kustomize.
 *
 * @module
 */
import {
  type MapEntry,
  type MapNode,
  mapping,
  type Node,
  type Origin,
  type Step,
  scalar,
} from '../../yaml/nodes/node.js';
import { entriesAt, nodeAt, removeEntry, updateAt } from '../../yaml/nodes/node-path.js';
import { scalarToPlain } from '../../yaml/nodes/to-plain.js';
import { goFloat } from '../../yaml/write/print.js';
import { keptAnnotations } from '../objects/kept-annotations.js';
import type { Resource } from '../objects/resource.js';
import type { JsonPatchOperation } from './json-patch.js';

/** Carries out a change of an object while its annotations hold what kustomize keeps there. */
export function withBuildAnnotations(
  resource: Resource,
  body: MapNode,
  operations: readonly JsonPatchOperation[],
  step: Step,
  change: (body: MapNode) => MapNode,
): MapNode {
  if (!operations.some(({ path, from }) => meetsAnnotations(path) || meetsAnnotations(from))) {
    return change(body);
  }
  const own = keptIn(resource, { span: body.origin.span, step });
  const annotations = nodeAt(body, 'metadata', 'annotations');
  if (own.length === 0 || (annotations && annotations.kind !== 'map')) return change(body);
  const entries = [...entriesAt(body, 'metadata', 'annotations'), ...own];
  const holder: MapNode = { ...(annotations ?? mapping([], body.origin)), entries };
  const changed = change(updateAt(body, ['metadata', 'annotations'], () => holder, body.origin) as MapNode);
  const names = own.map(({ key }) => key.value);
  return updateAt(changed, ['metadata'], (metadata) => {
    if (metadata?.kind !== 'map') return metadata;
    const cleaned = updateAt(metadata, ['annotations'], (left) =>
      left?.kind === 'map' ? names.reduce((map, name) => removeEntry(map, name), left) : left,
    ) as MapNode;
    return entriesAt(cleaned, 'annotations').length === 0 && nodeAt(cleaned, 'annotations')?.kind === 'map'
      ? removeEntry(cleaned, 'annotations')
      : cleaned;
  }) as MapNode;
}

/** The object with its annotations as text, numbers as they come out of JSON: all are floats there. */
export function withAnnotationsOfJson(body: MapNode): MapNode {
  return updateAt(body, ['metadata', 'annotations'], (annotations) => {
    if (annotations?.kind !== 'map') return annotations;
    if (annotations.entries.every(({ value }) => textOfJson(value) === value)) return annotations;
    return {
      ...annotations,
      entries: annotations.entries.map(({ key, value }) => ({ key, value: textOfJson(value) })),
    };
  }) as MapNode;
}

function textOfJson(node: Node): Node {
  if (node.kind !== 'scalar') return node;
  const plain = scalarToPlain(node);
  if (plain === node.value) return node;
  const isNumber = typeof plain === 'number' || typeof plain === 'bigint';
  return scalar(isNumber ? goFloat(Number(plain)) : String(plain), node.origin);
}

function meetsAnnotations(path: readonly string[] | undefined): boolean {
  if (path === undefined) return false;
  const [first, second] = path;
  return first === undefined || (first === 'metadata' && (second === undefined || second === 'annotations'));
}

function keptIn(resource: Resource, origin: Origin): MapEntry[] {
  return keptAnnotations(resource).map(([name, text]) => ({
    key: scalar(name, origin),
    value: scalar(text, origin),
  }));
}

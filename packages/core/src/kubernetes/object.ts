/**
 * One Kubernetes object: its identity, its content with the origin of every value, and how it came in.
 *
 * @module
 */
import type { Span } from '../source/span.js';
import type { MapNode } from '../yaml/nodes/node.js';
import { entryOf, textAt } from '../yaml/nodes/node-path.js';
import { type ObjectId, parseApiVersion } from './object-id.js';

/** An object with its identity, its text and the way on which it came. */
export interface KubernetesObject {
  readonly id: ObjectId;
  /** The version part of `apiVersion`. */
  readonly version: string;
  readonly body: MapNode;
  /** The `resources:` entries that brought it in, the outermost first. */
  readonly trail: readonly Span[];
}

/** Makes an object of a mapping that has at least a kind; parts that are missing are empty. */
export function toObject(body: MapNode, trail: readonly Span[]): KubernetesObject {
  const { group, version } = parseApiVersion(textAt(body, 'apiVersion') ?? '');
  const namespace = textAt(body, 'metadata', 'namespace');
  const id: ObjectId = {
    group,
    kind: textAt(body, 'kind') ?? '',
    ...(namespace ? { namespace } : {}),
    name: nameOf(body),
  };
  return { id, version, body, trail };
}

/** A name that is not known is what is known of its text: objects that are several stay several. */
function nameOf(body: MapNode): string {
  const name = entryOf(entryOf(body, 'metadata')?.value, 'name')?.value;
  return name?.kind === 'scalar' && name.tag !== '!!null' ? name.value : '';
}

/** The labels of an object, as text. */
export function labelsOf(body: MapNode): ReadonlyMap<string, string> {
  return textMap(body, 'labels');
}

/** The annotations of an object, as text. */
export function annotationsOf(body: MapNode): ReadonlyMap<string, string> {
  return textMap(body, 'annotations');
}

function textMap(body: MapNode, field: 'labels' | 'annotations'): ReadonlyMap<string, string> {
  const map = entryOf(entryOf(body, 'metadata')?.value, field)?.value;
  if (map?.kind !== 'map') return NONE;
  return new Map(
    map.entries.map(({ key, value }) => [key.value, value.kind === 'scalar' ? value.value : '']),
  );
}

const NONE: ReadonlyMap<string, string> = new Map();

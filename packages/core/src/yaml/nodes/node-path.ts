/**
 * Looking into nodes and answering with changed ones.
 * A change makes new nodes along its path only; everything beside the path is shared with the node before.
 *
 * @module
 */
import type { MapEntry, MapNode, Node, Origin, Removal, ScalarNode, SeqNode } from './node.js';

/** A way from a node to one inside it: keys of mappings and indexes of sequences. */
export type Path = readonly (string | number)[];

/** The entry of a mapping, or `undefined` where the node is no mapping or has no such key. */
export function entryOf(node: Node | undefined, key: string): MapEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  if (node.entries.length <= SMALL) return node.entries.find((entry) => entry.key.value === key);
  let index = indexes.get(node);
  if (!index) {
    index = new Map(node.entries.map((entry) => [entry.key.value, entry]));
    indexes.set(node, index);
  }
  return index.get(key);
}

const SMALL = 12;
const indexes = new WeakMap<MapNode, Map<string, MapEntry>>();

/** The node at the end of a path, or `undefined` where the path leads nowhere. */
export function nodeAt(node: Node | undefined, ...path: Path): Node | undefined {
  let at = node;
  for (const step of path) {
    if (at === undefined) return undefined;
    if (typeof step === 'number') at = at.kind === 'seq' ? at.items[step] : undefined;
    else at = entryOf(at, step)?.value;
  }
  return at;
}

/** The text of the scalar at the end of a path, or `undefined` where there is none or it is null or unknown. */
export function textAt(node: Node | undefined, ...path: Path): string | undefined {
  const at = nodeAt(node, ...path);
  return at?.kind === 'scalar' && at.tag !== '!!null' && at.unknown === undefined ? at.value : undefined;
}

/** The items of the sequence at the end of a path; empty where there is none. */
export function itemsAt(node: Node | undefined, ...path: Path): readonly Node[] {
  const at = nodeAt(node, ...path);
  return at?.kind === 'seq' ? at.items : [];
}

/** The entries of the mapping at the end of a path; empty where there is none. */
export function entriesAt(node: Node | undefined, ...path: Path): readonly MapEntry[] {
  const at = nodeAt(node, ...path);
  return at?.kind === 'map' ? at.entries : [];
}

/** The mapping with a value under a key: in place where the key exists, else at the end. */
export function setEntry(map: MapNode, key: ScalarNode, value: Node): MapNode {
  const at = map.entries.findIndex((entry) => entry.key.value === key.value);
  if (at < 0) return { ...map, entries: [...map.entries, { key, value }] };
  const old = map.entries[at];
  if (old?.value === value) return map;
  return { ...map, entries: map.entries.with(at, { key: old?.key ?? key, value }) };
}

/** The mapping without a key; the reason stays with it where one is given. */
export function removeEntry(
  map: MapNode,
  key: string,
  removal?: Omit<Removal, 'key' | 'was'> | undefined,
): MapNode {
  const entry = map.entries.find((each) => each.key.value === key);
  if (!entry) return map;
  const entries = map.entries.filter((each) => each !== entry);
  if (!removal) return { ...map, entries };
  const removed = [...(map.removed ?? []), { key, was: entry.value.origin, ...removal }];
  return { ...map, entries, removed };
}

/** The sequence with other items; the same sequence where nothing changed. */
export function withItems(seq: SeqNode, items: readonly Node[]): SeqNode {
  const same = items.length === seq.items.length && items.every((item, at) => item === seq.items[at]);
  return same ? seq : { ...seq, items };
}

/**
 * The node with the value at the end of a path replaced.
 * Missing mappings on the way are made where `create` gives the origin for them; else nothing changes.
 */
export function updateAt(
  node: Node,
  path: Path,
  change: (old: Node | undefined) => Node | undefined,
  create?: Origin,
): Node {
  const [step, ...rest] = path;
  if (step === undefined) return change(node) ?? node;
  if (typeof step === 'number') {
    const item = node.kind === 'seq' ? node.items[step] : undefined;
    if (node.kind !== 'seq' || !item) return node;
    const updated = updateAt(item, rest, change, create);
    return updated === item ? node : { ...node, items: node.items.with(step, updated) };
  }
  if (node.kind !== 'map') return node;
  const old = entryOf(node, step);
  if (old) {
    const updated = updateAt(old.value, rest, change, create);
    return updated === old.value ? node : setEntry(node, old.key, updated);
  }
  if (!create) return node;
  const value =
    rest.length === 0
      ? change(undefined)
      : updateAt({ kind: 'map', entries: [], origin: create }, rest, change, create);
  if (!value) return node;
  const key: ScalarNode = { kind: 'scalar', tag: '!!str', value: step, style: 'plain', origin: create };
  return setEntry(node, key, value);
}

/** Every scalar of a node with the path to it, in the order of the text. */
export function scalarsOf(node: Node, path: Path = []): readonly PlacedScalar[] {
  const found: PlacedScalar[] = [];
  const visit = (each: Node, at: Path): void => {
    if (each.kind === 'scalar') found.push({ node: each, path: at });
    else if (each.kind === 'map') for (const { key, value } of each.entries) visit(value, [...at, key.value]);
    else for (const [index, item] of each.items.entries()) visit(item, [...at, index]);
  };
  visit(node, path);
  return found;
}

/** A scalar inside a node. */
export interface PlacedScalar {
  readonly node: ScalarNode;
  readonly path: Path;
}

/** A path as people write it: `spec.dependsOn[0].name`. */
export function showPathOf(path: Path): string {
  return path
    .map((step, at) => {
      if (typeof step === 'number') return `[${step}]`;
      if (/^[\w$-]+$/.test(step)) return at === 0 ? step : `.${step}`;
      return `['${step}']`;
    })
    .join('');
}

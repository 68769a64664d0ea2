/**
 * Strategic merge patches, as kustomize carries them out.
 * That is not what an API server does: of the directives only `$patch` is known, and lists of custom resources are replaced.
 * Source: kyaml/yaml/walk and kyaml/yaml/merge2 of kustomize.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { MapNode, Node, ScalarNode, SeqNode, Step } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entryOf, removeEntry, setEntry, textAt } from '../../yaml/nodes/node-path.js';
import { Fault } from '../objects/fault.js';
import { givenBy } from '../objects/given-by.js';
import type { Schema } from '../schema/schema.js';
import { type Merged, mergeList } from './merge-list.js';
import { withPast, withPasts } from './with-past.js';

/** The patch that is being laid over an object. */
export interface Merge {
  readonly schema: Schema;
  readonly step: Step;
}

/** A patch as it is laid over objects: each of its values says that this step put it there. */
export function markPatched<N extends Node>(node: N, step: Step): N {
  const origin = { span: node.origin.span, step: givenBy(step, node.origin) };
  if (node.kind === 'scalar') return { ...node, origin };
  if (node.kind === 'seq')
    return { ...node, origin, items: node.items.map((item) => markPatched(item, step)) };
  const entries = node.entries.map(({ key, value }) => ({ key, value: markPatched(value, step) }));
  return { ...node, origin, entries };
}

/** Lays a patch over an object; `undefined` where the patch deletes it. */
export function mergePatch(body: MapNode, patch: MapNode, merge: Merge): MapNode | undefined {
  const { node } = mergeNodes(body, patch, undefined, merge);
  return node?.kind === 'map' && node.entries.length > 0 ? node : undefined;
}

/** Merges a value of the object with the one of the patch; `type` is the schema's name for it, where it has one. */
export function mergeNodes(
  old: Node | undefined,
  patch: Node | undefined,
  type: string | undefined,
  merge: Merge,
  listKeys?: readonly string[],
): Merged {
  const present = [old, patch].find((node) => node && !isNull(node));
  const known = type ?? typeFrom(old, merge.schema) ?? typeFrom(patch, merge.schema);
  switch (present?.kind) {
    case 'scalar':
      demand('scalar', old, patch);
      return patch ? { node: withPast(patch, old), inPlace: false } : { node: old, inPlace: true };
    case 'seq':
      demand('seq', old, patch);
      if (listKeys) return mergeSequences(old, patch, known, listKeys, merge);
      return patch ? { node: withPast(patch, old), inPlace: false } : { node: old, inPlace: true };
    default:
      if (present) demand('map', old, patch);
      return mergeMaps(old, patch, known, merge);
  }
}

function demand(kind: Node['kind'], ...nodes: readonly (Node | undefined)[]): void {
  const words = { scalar: 'a plain value', map: 'a mapping', seq: 'a list' };
  for (const node of nodes) {
    if (!node || isNull(node) || node.kind === kind) continue;
    throw new Fault(
      'bad-patch',
      `The patch has ${words[node.kind]} where ${words[kind]} stands.`,
      node.origin.span,
    );
  }
}

/** A whole object inside an object without schema brings its own. */
function typeFrom(node: Node | undefined, schema: Schema): string | undefined {
  if (node?.kind !== 'map') return undefined;
  const kind = textAt(node, 'kind');
  const apiVersion = textAt(node, 'apiVersion');
  return kind && apiVersion ? schema.typeOf(apiVersion, kind) : undefined;
}

type Directive = 'merge' | 'replace' | 'delete';

function mergeMaps(
  old: Node | undefined,
  patch: Node | undefined,
  type: string | undefined,
  merge: Merge,
): Merged {
  if (!old || isNull(old)) return addMap(old, patch, type, merge);
  if (patch && isNull(patch)) return GONE;
  const { directive, rest } = mapDirective(patch);
  if (directive === 'delete') return GONE;
  if (directive === 'replace') {
    const replaced = walkFields(rest, rest, type, merge);
    if (old === patch) return { node: replaced, inPlace: true };
    return { node: replaced && withPasts(replaced, old, merge.step), inPlace: false };
  }
  // An item that is merged with itself loses its directive, too.
  return { node: walkFields(old === patch ? rest : old, rest, type, merge), inPlace: true };
}

const GONE: Merged = { node: undefined, inPlace: false };

function addMap(
  old: Node | undefined,
  patch: Node | undefined,
  type: string | undefined,
  merge: Merge,
): Merged {
  if (!patch) {
    // A null that is spelled out stays; one that is left empty goes with the first patch.
    const spelledOut = old?.kind === 'scalar' && old.value !== '';
    return spelledOut ? { node: old, inPlace: true } : GONE;
  }
  if (patch.kind !== 'map') return { node: withPast(patch, old), inPlace: false };
  const { directive, rest } = mapDirective(patch, 'lenient');
  if (directive === 'delete') return GONE;
  // kustomize goes on and merges what it added with itself: nulls go, and so do doubled list items.
  const added = walkFields(rest, rest, type, merge);
  return { node: added && withPast(added, old), inPlace: false };
}

function mapDirective(
  patch: Node | undefined,
  mode: 'strict' | 'lenient' = 'strict',
): { directive: Directive; rest: Node | undefined } {
  if (patch?.kind !== 'map') return { directive: 'merge', rest: patch };
  const value = entryOf(patch, '$patch')?.value;
  if (!value) return { directive: 'merge', rest: patch };
  const directive = value.kind === 'scalar' ? value.value : '';
  if (directive === 'merge' || directive === 'replace' || directive === 'delete') {
    return { directive, rest: removeEntry(patch, '$patch') };
  }
  if (mode === 'lenient') return { directive: 'merge', rest: patch };
  throw new Fault('bad-patch', `'${directive}' is not a directive of a patch.`, value.origin.span);
}

function walkFields(
  old: Node | undefined,
  patch: Node | undefined,
  type: string | undefined,
  merge: Merge,
): Node | undefined {
  if (old?.kind !== 'map' || (patch !== undefined && patch.kind !== 'map')) return old;
  let result: MapNode = old;
  // What only the patch leaves alone still loses its empty nulls, so every field is looked at.
  const names = new Set([...old.entries, ...(patch?.entries ?? [])].map((entry) => entry.key.value));
  for (const name of names) {
    const before = entryOf(old, name)?.value;
    const patched = entryOf(patch, name);
    if (!patched && before && before.kind !== 'scalar' && type === undefined && !hasEmptyNull(before))
      continue;
    const field = type === undefined ? undefined : merge.schema.fieldOf(type, name);
    const { node } = mergeNodes(before, patched?.value, field?.type, merge, field?.listKeys);
    if (!node || (isNull(node) && patched)) {
      const removal = before && patched && { span: deletionSpan(patched.value), step: merge.step };
      result = removeEntry(result, name, removal);
    } else if (node !== before) {
      const key: ScalarNode | undefined = patched?.key ?? entryOf(old, name)?.key;
      if (key) result = setEntry(result, key, before ? inStyleOf(before, node) : node);
    }
  }
  return result;
}

function deletionSpan(patched: Node): Span {
  return (entryOf(patched, '$patch')?.value ?? patched).origin.span;
}

/** Whether a value that is left alone must be walked all the same. */
function hasEmptyNull(node: Node): boolean {
  if (node.kind === 'scalar') return node.tag === '!!null' && node.value === '';
  let has = emptyNulls.get(node);
  if (has === undefined) {
    // Lists without schema are taken as they are, so only mappings count.
    has = node.kind === 'map' && node.entries.some(({ value }) => hasEmptyNull(value) || bringsSchema(value));
    emptyNulls.set(node, has);
  }
  return has;
}

const emptyNulls = new WeakMap<Node, boolean>();

function bringsSchema(node: Node): boolean {
  return (
    node.kind === 'map' && entryOf(node, 'kind') !== undefined && entryOf(node, 'apiVersion') !== undefined
  );
}

/** A value that takes the place of another one keeps its quotes: over a quoted text a number becomes text. */
function inStyleOf(old: Node, node: Node): Node {
  if (old.kind !== 'scalar' || node.kind !== 'scalar' || node === old) return node;
  const quoted = old.style !== 'plain';
  return { ...node, style: old.style, tag: quoted && node.tag !== '!!null' ? '!!str' : node.tag };
}

function mergeSequences(
  old: Node | undefined,
  patch: Node | undefined,
  type: string | undefined,
  keys: readonly string[],
  merge: Merge,
): Merged {
  const oldList = old?.kind === 'seq' ? old : undefined;
  const lists = (a: SeqNode, b: SeqNode | undefined): SeqNode =>
    mergeList(a, b, keys, (item, patched) => mergeNodes(item, patched, type, merge), merge.step);
  if (patch && isNull(patch)) return oldList ? GONE : { node: patch, inPlace: false };
  const patchList = patch?.kind === 'seq' ? patch : undefined;
  if (!oldList) {
    if (!patchList) return GONE;
    return { node: withPast(lists(patchList, patchList), old), inPlace: false };
  }
  const { directive, rest } = listDirective(patchList);
  if (directive === 'delete') return GONE;
  if (directive === 'replace' && rest) {
    return { node: withPast(lists(rest, rest), oldList), inPlace: false };
  }
  return { node: lists(oldList === patchList && rest ? rest : oldList, rest), inPlace: true };
}

/** An item that holds nothing but `$patch` is about the whole list. */
function listDirective(patch: SeqNode | undefined): { directive: Directive; rest: SeqNode | undefined } {
  const item = patch?.items.find((each) => entryOf(each, '$patch') !== undefined);
  if (!patch || item?.kind !== 'map' || item.entries.length > 1) return { directive: 'merge', rest: patch };
  const directive = textAt(item, '$patch') ?? '';
  if (directive !== 'merge' && directive !== 'replace' && directive !== 'delete') {
    throw new Fault('bad-patch', `'${directive}' is not a directive of a patch.`, item.origin.span);
  }
  const items = patch.items.filter((each) => textAt(each, '$patch') !== directive);
  return { directive, rest: { ...patch, items } };
}

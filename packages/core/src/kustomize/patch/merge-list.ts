/**
 * Lists that a strategic merge treats as sets: items with equal keys are merged, those of the patch come first.
 * This follows kustomize step by step, its surprises included: with two keys an item of the object that the patch
 * does not name whole wins over the merged one, and an item without any key makes the list lose others.
 * Source: kyaml/yaml/walk/associative_sequence.go and the element filters of kyaml/yaml/fns.go.
 *
 * @module
 */
import { spendSteps } from '../../source/bounds/limits.js';
import type { Node, Removal, ScalarNode, SeqNode, Step } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entryOf, setEntry } from '../../yaml/nodes/node-path.js';

/** What became of a value. */
export interface Merged {
  /** Absent where the patch deletes the value. */
  readonly node: Node | undefined;
  /** Whether the value is still the one of the object, changed, and not the one of the patch. */
  readonly inPlace: boolean;
}

/** Merges an item of the object with the item of the patch that has the same keys. */
export type MergeItems = (old: Node | undefined, patch: Node | undefined) => Merged;

/** The texts of the merge keys of an item, in the order of the keys; empty where a key is missing. */
type KeyValues = readonly string[];

/** Merges a list of the object with the one of the patch; empty keys stand for a set of plain values. */
export function mergeList(
  old: SeqNode,
  patch: SeqNode | undefined,
  keys: readonly string[],
  mergeItems: MergeItems,
  step: Step,
): SeqNode {
  const plain = keys.length === 0;
  const by = plain ? [''] : keys;
  const values = keyValuesOf([...(patch?.items ?? []), ...old.items], plain ? undefined : by);
  if (values.length === 0) return old;
  // Each item is compared with all others.
  spendSteps((values.length * old.items.length) / 2);
  const tuples = by.length > 1 ? completed(values) : values;

  let kept: readonly Node[] = old.items;
  let merged: readonly Node[] = [];
  let validKeys: readonly string[] = by;
  for (const tuple of tuples) {
    const valid = usable(tuples, tuple, by);
    validKeys = valid.keys;
    const own = usable([valid.values], valid.values, valid.keys);
    const at = kept.findIndex((item) => matches(item, own.keys, own.values));
    const patched = patch?.items.find((item) => matches(item, own.keys, own.values));
    const result = mergeItems(kept[at], patched);
    if (!result.node || isNull(result.node) || isEmptyMap(result.node)) {
      kept = setElement(kept, undefined, valid.keys, valid.values);
      continue;
    }
    const node = withKeys(result.node, valid.keys, valid.values, patched);
    if (result.inPlace && at >= 0) kept = kept.with(at, node);
    merged = setElement(merged, node, valid.keys, valid.values);
  }
  const items = appendAll(merged, kept, validKeys);
  return { ...old, items, ...removedFrom(old, items, patch ?? old, step) };
}

/** The distinct keys of items, in order; for plain values the values themselves. */
function keyValuesOf(items: readonly Node[], keys: readonly string[] | undefined): KeyValues[] {
  const seen = new Map<string, KeyValues>();
  for (const item of items) {
    const values = keys ? keys.map((key) => scalarText(entryOf(item, key)?.value)) : [scalarText(item)];
    const id = values.join('\0');
    if (!seen.has(id)) seen.set(id, values);
  }
  return [...seen.values()];
}

function scalarText(node: Node | undefined): string {
  return node?.kind === 'scalar' && node.tag !== '!!null' ? node.value : '';
}

/** Items that agree in one key and leave the other open are taken for the same. */
function completed(values: readonly KeyValues[]): KeyValues[] {
  const result = [...values];
  for (let i = 0; i < result.length; i++) {
    for (let j = 0; j < result.length; j++) {
      const both = union(result[i] ?? [], result[j] ?? []);
      if (both) {
        result[i] = both;
        result[j] = both;
      }
    }
  }
  return result;
}

function union(a: KeyValues, b: KeyValues): KeyValues | undefined {
  let common = false;
  const result: string[] = [];
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? '';
    if (value === other) common = true;
    else if (value !== '' && other !== '') return undefined;
    result.push(value === '' ? other : value);
  }
  return common ? result : undefined;
}

/** Keys that no item has are left out of the comparison. */
function usable(
  all: readonly KeyValues[],
  values: KeyValues,
  keys: readonly string[],
): { keys: readonly string[]; values: KeyValues } {
  const used = new Set(all.flatMap((each) => keys.filter((_, at) => (each[at] ?? '') !== '')));
  if (used.size === 0) return { keys, values };
  return {
    keys: keys.filter((key) => used.has(key)),
    values: values.filter((value, at) => value !== '' || used.has(keys[at] ?? '')),
  };
}

function matches(item: Node, keys: readonly string[], values: KeyValues): boolean {
  if (keys.length === 0 || keys[0] === '') return item.kind === 'scalar' && item.value === (values[0] ?? '');
  if (item.kind !== 'map') return false;
  return keys.every((key, at) => {
    const value = entryOf(item, key)?.value;
    return value?.kind === 'scalar' && value.value === values[at];
  });
}

function isEmptyMap(node: Node): boolean {
  return node.kind === 'map' && node.entries.length === 0;
}

/** A merged item gets the keys by which it was found. */
function withKeys(node: Node, keys: readonly string[], values: KeyValues, patched: Node | undefined): Node {
  let result = node;
  for (const [at, name] of keys.entries()) {
    const value = values[at] ?? '';
    if (result.kind !== 'map' || value === '' || entryOf(result, name)) continue;
    const source = entryOf(patched, name);
    const origin = source?.value.origin ?? node.origin;
    const key: ScalarNode = source?.key ?? {
      kind: 'scalar',
      tag: '!!str',
      value: name,
      style: 'plain',
      origin,
    };
    result = setEntry(
      result,
      key,
      source?.value ?? { kind: 'scalar', tag: '!!str', value, style: 'plain', origin },
    );
  }
  return result;
}

/** Puts an element in the place of those that have the keys, or at the end; without an element they are taken out. */
function setElement(
  items: readonly Node[],
  element: Node | undefined,
  keys: readonly string[],
  values: KeyValues,
): Node[] {
  const forMaps = keys[0] !== '' && values.length > 0 && values[0] !== '';
  const result: Node[] = [];
  let found = false;
  for (const item of items) {
    if (isNull(item) || isEmptyMap(item)) continue;
    if (item.kind !== 'map' && forMaps) {
      result.push(item);
      continue;
    }
    if (!hasKeys(item, keys, values)) {
      // Without any value to go by, kustomize drops what does not match.
      if (values.length > 0) result.push(item);
      continue;
    }
    found = true;
    if (element) result.push(element);
  }
  if (element && !found) result.push(element);
  return result;
}

/** As `matches`, but an empty value is content with any, and a missing one repeats the verdict of the key before. */
function hasKeys(item: Node, keys: readonly string[], values: KeyValues): boolean {
  let last = false;
  for (const [at, key] of keys.entries()) {
    const wanted = values[at];
    if (wanted !== undefined) {
      const value = key === '' ? item : entryOf(item, key)?.value;
      last =
        value !== undefined &&
        (wanted === '' ? key !== '' || scalarText(value) === '' : textOf(value) === wanted);
    }
    if (!last) return false;
  }
  return true;
}

function textOf(node: Node): string | undefined {
  return node.kind === 'scalar' ? node.value : undefined;
}

/** Adds the items of the object to the merged ones: those that were merged take their place again. */
function appendAll(merged: readonly Node[], kept: readonly Node[], keys: readonly string[]): Node[] {
  let result: Node[] = [...merged];
  for (const item of kept) {
    if (keys[0] === '') {
      result = setElement(result, item, [''], [textOf(item) ?? '']);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      const value = entryOf(item, key)?.value;
      if (value === undefined || isNull(value)) result = [...result, item];
      else values.push(textOf(value) ?? '');
    }
    if (keys.length > 1) result = setElement(result, undefined, keys, values);
    result = setElement(result, item, keys, values);
  }
  return result;
}

function removedFrom(
  old: SeqNode,
  items: readonly Node[],
  patch: SeqNode,
  step: Step,
): Pick<SeqNode, 'removed'> {
  const spans = new Set(items.flatMap((item) => [item.origin.span, item.origin.was?.span]));
  const gone = old.items.filter((item) => !spans.has(item.origin.span));
  if (gone.length === 0) return {};
  const removals: Removal[] = gone.map((item) => ({ was: item.origin, span: patch.origin.span, step }));
  return { removed: [...(old.removed ?? []), ...removals] };
}

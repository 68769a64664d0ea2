/**
 * Values that change in place, the way helm-controller holds them: two places may hold the very same mapping, and what
 * is set in the one is set in the other. Which of two values wins depends on that.
 * Source: fluxcd/pkg/chartutil/merge.go.
 *
 * @module
 */
import {
  type MapNode,
  mapping,
  type Node,
  type Origin,
  type ScalarNode,
  scalar,
  sequence,
} from '../../yaml/nodes/node.js';

/** A value; mappings and lists can be changed. */
export type Value = ScalarNode | Table | List;

/** A mapping that can be changed. */
export interface Table {
  readonly kind: 'table';
  readonly entries: Map<string, TableEntry>;
  /** What it was made of. */
  readonly from: Node | Origin;
}

/** A list that can be changed. */
export interface List {
  readonly kind: 'list';
  readonly items: Value[];
  readonly from: Node | Origin;
}

interface TableEntry {
  readonly key: ScalarNode;
  readonly value: Value;
  /** Where the value comes from, if something else stood there before. */
  readonly origin?: Origin;
}

/** Who changes a value. */
export interface Change {
  readonly what: string;
  readonly by: Origin;
}

/** A mapping as one that can be changed. */
export function toTable(node: MapNode): Table {
  const entries = node.entries.map(({ key, value }) => [key.value, { key, value: toValue(value) }] as const);
  return { kind: 'table', entries: new Map(entries), from: node };
}

function toValue(node: Node): Value {
  if (node.kind === 'map') return toTable(node);
  return node.kind === 'seq' ? { kind: 'list', items: node.items.map(toValue), from: node } : node;
}

/** The value as a node: the one that it was made of, where nothing in it changed. */
export function toNode(value: Value): Node {
  if (value.kind === 'scalar') return value;
  const { from } = value;
  const origin = 'span' in from ? from : from.origin;
  if (value.kind === 'list') {
    const items = value.items.map(toNode);
    const same = 'kind' in from && from.kind === 'seq' && sameItems(from.items, items);
    return same ? from : sequence(items, origin);
  }
  const entries = [...value.entries.values()].map((entry) => {
    const node = toNode(entry.value);
    return { key: entry.key, value: entry.origin ? { ...node, origin: entry.origin } : node };
  });
  const same =
    'kind' in from &&
    from.kind === 'map' &&
    sameItems(
      from.entries.map((entry) => entry.value),
      entries.map((entry) => entry.value),
    );
  return same ? from : mapping(entries, origin);
}

function sameItems(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, at) => node === b[at]);
}

/** One mapping over another, in a new one; what only one of them has is taken over as the very same value. */
export function mergeTables(base: Table, over: Table, change: Change): Table {
  const merged: Table = { kind: 'table', entries: new Map(base.entries), from: base.from };
  for (const [name, entry] of over.entries) {
    const old = base.entries.get(name);
    if (old?.value.kind === 'table' && entry.value.kind === 'table') {
      const value = mergeTables(old.value, entry.value, change);
      merged.entries.set(name, { ...old, value });
    } else if (old?.value !== entry.value)
      merged.entries.set(name, old ? replacing(old, entry, change) : entry);
  }
  return merged;
}

/** Sets a value in a mapping; an empty key sets nothing, as in Helm. */
export function setIn(table: Table, name: string, value: Value, change: Change): void {
  const old = table.entries.get(name);
  if (name === '' || old?.value === value) return;
  const entry = { key: old?.key ?? scalar(name, change.by), value };
  table.entries.set(name, old ? replacing(old, entry, change) : entry);
}

function replacing(old: TableEntry, entry: TableEntry, { what, by }: Change): TableEntry {
  const { span } = entry.origin ?? originOf(entry.value);
  const was = old.origin ?? originOf(old.value);
  const step = { kind: 'patched', what, by: by.span } as const;
  return { key: old.key, value: entry.value, origin: { span, step, was } };
}

function originOf(value: Value): Origin {
  if (value.kind === 'scalar') return value.origin;
  return 'span' in value.from ? value.from : value.from.origin;
}

/**
 * JSON patches (RFC 6902), with the liberties of the library that kustomize uses:
 * `replace` makes what is missing, negative indexes count from the end, and what stands before the first slash of a path is dropped.
 * Source: evanphx/json-patch v4.
 *
 * @module
 */
import { spendSteps } from '../../source/bounds/limits.js';
import type { MapNode, Node, Removal, Step } from '../../yaml/nodes/node.js';
import { entryOf, removeEntry, setEntry } from '../../yaml/nodes/node-path.js';
import { booleanValue, resolvePlain, tagIn } from '../../yaml/nodes/resolve-scalar.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { demandWeight } from '../../yaml/nodes/weight.js';
import { Fault } from '../objects/fault.js';
import { givenBy } from '../objects/given-by.js';
import { withPasts } from './with-past.js';

/** One operation of a patch. */
export interface JsonPatchOperation {
  readonly node: MapNode;
  /** Absent where it is missing or no text, which is a fault only once the operation is carried out. */
  readonly op: string | undefined;
  /** Absent also where it has no slash. */
  readonly path: readonly string[] | undefined;
  readonly from: readonly string[] | undefined;
  readonly value: Node;
}

/** Reads the list of operations; the values already say that this step puts them into objects. */
export function readJsonPatch(patch: Node, step: Step): JsonPatchOperation[] {
  if (patch.kind !== 'seq')
    throw new Fault('bad-patch', 'A JSON patch is a list of operations.', patch.origin.span);
  return patch.items.map((item) => {
    if (item.kind !== 'map') {
      throw new Fault('bad-patch', 'An operation of a JSON patch is a mapping.', item.origin.span);
    }
    const [op, path, from] = ['op', 'path', 'from'].map((field) => fieldText(item, field));
    const value = entryOf(item, 'value')?.value;
    return {
      node: item,
      op,
      path: path === undefined ? undefined : pointer(path),
      from: from === undefined ? undefined : pointer(from),
      value: value ? asPatched(value, step) : nullAt(item, step),
    };
  });
}

function fieldText(item: MapNode, field: string): string | undefined {
  const value = entryOf(item, field)?.value;
  return value?.kind === 'scalar' && tagIn(value, 'go-yaml-v2') === '!!str' ? value.value : undefined;
}

/** Carries out the operations one after the other; a fault at the operation that cannot be done. */
export function applyJsonPatch(
  body: MapNode,
  operations: readonly JsonPatchOperation[],
  step: Step,
): MapNode {
  let root: Node = body;
  for (const operation of operations) {
    root = demandWeight(applyOperation(root, operation, step));
    // The mapping or list that is changed is copied.
    spendSteps(1 + sizeAt(root, operation.path ?? []) / 4);
  }
  if (root.kind === 'map') return root;
  throw new Fault('bad-patch', 'The patch leaves no object.', operations[0]?.node.origin.span);
}

function sizeAt(root: Node, path: readonly string[]): number {
  const holder = lookUp(root, path.slice(0, -1));
  return holder?.kind === 'map' ? holder.entries.length : holder?.kind === 'seq' ? holder.items.length : 0;
}

function applyOperation(root: Node, operation: JsonPatchOperation, step: Step): Node {
  const { op, path, from, value, node } = operation;
  if (op === undefined || path === undefined)
    throw fault(operation, 'it needs op, and a path that begins with a slash');
  const span = node.origin.span;
  const removal = { span, step };
  switch (op) {
    case 'add':
      return edit(root, path, operation, (parent, key) => addTo(parent, key, value, operation, step));
    case 'replace':
      return edit(root, path, operation, (parent, key) => replaceIn(parent, key, value, operation, step));
    case 'remove':
      return edit(root, path, operation, (parent, key) => removeFrom(parent, key, removal, operation));
    case 'test':
      if (sameValue(path.length === 0 ? root : found(root, path, operation), value)) return root;
      throw fault(operation, `the value at ${show(path)} is another one`);
    case 'move': {
      const source = found(root, from, operation);
      const without = edit(root, from ?? [], operation, (parent, key) =>
        removeFrom(parent, key, undefined, operation),
      );
      if (!source) throw fault(operation, `there is nothing at ${show(from ?? [])}`);
      return edit(without, path, operation, (parent, key) =>
        addTo(parent, key, moved(source, operation, step), operation, step),
      );
    }
    case 'copy': {
      const source = found(root, from, operation);
      const copy = source ? moved(source, operation, step) : nullAt(node, step);
      return edit(root, path, operation, (parent, key) => addTo(parent, key, copy, operation, step));
    }
    default:
      throw fault(operation, `'${op}' is not an operation`);
  }
}

function moved(source: Node, operation: JsonPatchOperation, step: Step): Node {
  const origin = { span: operation.node.origin.span, step: { ...step, from: [source.origin] } };
  return source.kind === 'scalar' ? { ...source, origin } : source;
}

/** The names of a JSON pointer; absent where there is no slash, as then it leads nowhere. */
function pointer(path: string): string[] | undefined {
  if (path === '') return [];
  const [, ...names] = path.split('/');
  return names.length > 0 ? names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')) : undefined;
}

function show(path: readonly string[]): string {
  return `'/${path.join('/')}'`;
}

function fault(operation: JsonPatchOperation, problem: string): Fault {
  return new Fault('bad-patch', `The JSON patch cannot be applied: ${problem}.`, operation.node.origin.span);
}

function lookUp(root: Node, path: readonly string[]): Node | undefined {
  let at: Node | undefined = root;
  for (const name of path) {
    if (at === undefined) return undefined;
    at = at.kind === 'seq' ? at.items[indexIn(name, at.items.length)] : entryOf(at, name)?.value;
  }
  return at;
}

/** What stands at the end of a path, nothing where a key is missing; a fault where no mapping or list could hold it. */
function found(
  root: Node,
  path: readonly string[] | undefined,
  operation: JsonPatchOperation,
): Node | undefined {
  const name = path?.at(-1);
  const holder = path && lookUp(root, path.slice(0, -1));
  const value = holder && name !== undefined ? lookUp(holder, [name]) : undefined;
  if (name !== undefined && (holder?.kind === 'map' || value)) return value;
  throw fault(operation, `there is no ${show(path ?? [])}`);
}

/** A negative index counts from the end; anything else that is no index leads nowhere. */
function indexIn(name: string, length: number): number {
  const index = /^-?\d+$/.test(name) ? Number(name) : Number.NaN;
  return index < 0 ? length + index : index;
}

/** Changes the container that holds the end of a path, making new nodes along the way only. */
function edit(
  node: Node,
  path: readonly string[],
  operation: JsonPatchOperation,
  change: (parent: Node, key: string) => Node,
): Node {
  const [name, ...rest] = path;
  if (name === undefined) throw fault(operation, 'the whole object cannot be replaced');
  if (rest.length === 0) return change(node, name);
  const child = lookUp(node, [name]);
  if (!child || child.kind === 'scalar') throw fault(operation, `there is no ${show(operation.path ?? [])}`);
  const changed = edit(child, rest, operation, change);
  if (node.kind === 'seq')
    return { ...node, items: node.items.with(indexIn(name, node.items.length), changed) };
  const entry = entryOf(node, name);
  return node.kind === 'map' && entry ? setEntry(node, entry.key, changed) : node;
}

function addTo(parent: Node, name: string, value: Node, operation: JsonPatchOperation, step: Step): Node {
  if (parent.kind === 'map') return withValue(parent, name, value, step);
  if (parent.kind !== 'seq') throw fault(operation, `there is no ${show(operation.path ?? [])}`);
  const length = parent.items.length;
  const index = name === '-' ? length : indexIn(name, length + 1);
  if (!(index >= 0 && index <= length)) throw fault(operation, `there is no index ${name}`);
  return { ...parent, items: parent.items.toSpliced(index, 0, value) };
}

function replaceIn(parent: Node, name: string, value: Node, operation: JsonPatchOperation, step: Step): Node {
  if (parent.kind === 'map') return withValue(parent, name, value, step);
  const index = parent.kind === 'seq' ? indexIn(name, parent.items.length) : -1;
  const old = parent.kind === 'seq' ? parent.items[index] : undefined;
  if (parent.kind !== 'seq' || !old) throw fault(operation, `there is no ${show(operation.path ?? [])}`);
  return { ...parent, items: parent.items.with(index, withPasts(value, old, step)) };
}

function removeFrom(
  parent: Node,
  name: string,
  removal: Omit<Removal, 'key' | 'was'> | undefined,
  operation: JsonPatchOperation,
): Node {
  if (parent.kind === 'map' && entryOf(parent, name)) return removeEntry(parent, name, removal);
  const index = parent.kind === 'seq' ? indexIn(name, parent.items.length) : -1;
  const old = parent.kind === 'seq' ? parent.items[index] : undefined;
  if (parent.kind !== 'seq' || !old)
    throw fault(operation, `there is no ${show(operation.path ?? [])} to remove`);
  const items = parent.items.toSpliced(index, 1);
  if (!removal) return { ...parent, items };
  return { ...parent, items, removed: [...(parent.removed ?? []), { was: old.origin, ...removal }] };
}

function withValue(parent: MapNode, name: string, value: Node, step: Step): MapNode {
  const old = entryOf(parent, name);
  const { origin } = value;
  const key = old?.key ?? { kind: 'scalar', tag: '!!str', value: name, style: 'plain', origin };
  return setEntry(parent, key, old ? withPasts(value, old.value, step) : value);
}

/** A value of a patch: typed as JSON would have it after go-yaml v2 has read it, and marked with the step. */
function asPatched(node: Node, step: Step): Node {
  const origin = { span: node.origin.span, step: givenBy(step, node.origin) };
  if (node.kind === 'seq') return { ...node, origin, items: node.items.map((item) => asPatched(item, step)) };
  if (node.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => ({ key, value: asPatched(value, step) }));
    return { ...node, origin, entries };
  }
  // What has gone through JSON is no folded text any more.
  if (node.style === 'folded') return { ...node, origin, style: 'literal' };
  if (node.style !== 'plain' || node.tagged) return { ...node, origin };
  const tag = resolvePlain(node.value, 'go-yaml-v2');
  const value = tag === '!!bool' ? String(booleanValue(node.value)) : node.value;
  return { ...node, origin, tag, value };
}

function nullAt(node: Node, step: Step): Node {
  return {
    kind: 'scalar',
    tag: '!!null',
    value: 'null',
    style: 'plain',
    origin: { span: node.origin.span, step },
  };
}

function sameValue(a: Node | undefined, b: Node): boolean {
  return canonical(a ? toPlain(a) : null) === canonical(toPlain(b));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return inner.toString();
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
}

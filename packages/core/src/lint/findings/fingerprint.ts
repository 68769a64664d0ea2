/**
 * The identity of a finding: equal for the same fault in other versions of a repository.
 * Neither line nor message nor API version goes into it; list items count by what names them, and clusters count only
 * where a fault holds in some of those that reach its place.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { toObject } from '../../kubernetes/object.js';
import { idKey } from '../../kubernetes/object-id.js';
import type { FileTree } from '../../source/file-tree.js';
import type { Span } from '../../source/span.js';
import type { Node } from '../../yaml/nodes/node.js';
import { nodeAt, type Path, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { ParsedYaml } from '../../yaml/read/parsed-yaml.js';
import { isObject } from './locate.js';
import type { Place } from './rule.js';

/** What identifies a finding besides its rule. */
export interface Identity {
  /** The object, as group, kind, namespace and name, or the path of the file. */
  readonly object: string;
  readonly path: string;
  readonly more: readonly (string | number)[];
  /** The clusters that it holds in, where it does not hold in all that reach the place. */
  readonly clusters?: readonly string[];
}

/** The identity of what stands at a place. */
export function identityOf(place: Place, more: readonly (string | number)[] = []): Identity {
  if (!isObject(place.in)) return { object: place.in.path, path: pathKey(undefined, place.path ?? []), more };
  return { object: idKey(place.in.id), path: pathKey(place.in.body, place.path ?? []), more };
}

/** The identity of what a stage found at characters of a file: the object written there, or the file. */
export function identityOfSpan(code: string, span: Span, tree: FileTree): Identity {
  const file = tree.read(span.file);
  const { documents } = file ? parseYaml(file) : { documents: [] };
  for (const { root } of documents.slice(firstEndingAfter(documents, span.start))) {
    if (root && root.origin.span.start > span.end) break;
    if (!root || !contains(root, span)) continue;
    const id = root.kind === 'map' ? toObject(root, []).id : undefined;
    const object = id?.kind && id.name ? idKey(id) : span.file;
    return { object, path: `${code}\x01${pathKey(root, pathTo(root, span))}`, more: [] };
  }
  return { object: span.file, path: code, more: [] };
}

/** The index of the first document that can have an offset, among those with content; they stand in order. */
function firstEndingAfter(documents: ParsedYaml['documents'], offset: number): number {
  let low = 0;
  let high = documents.length;
  while (low < high) {
    let middle = (low + high) >> 1;
    const from = middle;
    while (middle < high && !documents[middle]?.root) middle++;
    const end = documents[middle]?.root?.origin.span.end;
    if (middle < high && end !== undefined && end < offset) low = middle + 1;
    else high = from;
  }
  return low;
}

/** The way to the innermost entry that has the characters. */
function pathTo(root: Node, span: Span): Path {
  const path: (string | number)[] = [];
  for (let at: Node | undefined = root; at; ) {
    const step: readonly [string | number, Node] | undefined = stepTo(at, span);
    if (step) path.push(step[0]);
    at = step?.[1];
  }
  return path;
}

function stepTo(node: Node, span: Span): readonly [string | number, Node] | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'seq') {
    const at = node.items.findIndex((item) => contains(item, span));
    const item = node.items[at];
    return item && [at, item];
  }
  const entry = node.entries.find(({ key, value }) => contains(key, span) || contains(value, span));
  return entry && [entry.key.value, entry.value];
}

function contains({ origin }: Node, { file, start, end }: Span): boolean {
  const own = origin.span;
  return own.file === file && own.start <= start && end <= own.end;
}

/** The fingerprint of a finding: 128 bits in hexadecimal. */
export function fingerprint(rule: string, identity: Identity): string {
  const { object, path, more, clusters } = identity;
  const where = clusters ? `${clusters.join('\x01')}\x01${object}` : object;
  const text = ['fluxvet/1', rule, where, path, ...more].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A path in which items of lists go by their names, as in `spec.dependsOn[name=infra].name`. */
function pathKey(root: Node | undefined, path: Path): string {
  return path
    .map((step, at) => {
      if (typeof step === 'string') return at === 0 ? step : `.${step}`;
      const item = root && nodeAt(root, ...path.slice(0, at + 1));
      return `[${itemKey(item) ?? step}]`;
    })
    .join('');
}

const NAMING = ['name', 'alias', 'key', 'targetPath', 'path'];

function itemKey(item: Node | undefined): string | undefined {
  if (item?.kind === 'scalar') return item.value;
  for (const field of NAMING) {
    const value = textAt(item, field);
    if (value !== undefined) return `${field}=${value}`;
  }
  return undefined;
}

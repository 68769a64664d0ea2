/**
 * A change to a value of a file, by its place in the document: what an edit of a rule comes down to, before it is text.
 *
 * @module
 */
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import type { Node } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import type { Plain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';

/** Where a value stands in a file as it is written. */
export interface Target {
  readonly file: SourceFile;
  readonly document: number;
  readonly path: Path;
}

export type Operation = Target &
  (
    | { readonly kind: 'set'; readonly value: Plain }
    | {
        readonly kind: 'remove';
        /** Whether the comments above go with it; they stay where the value only moves. */
        readonly comments: 'kept' | 'taken';
      }
    | { readonly kind: 'rename'; readonly key: string }
    | { readonly kind: 'add'; readonly key: string; readonly value: Plain }
    | { readonly kind: 'append'; readonly value: Plain }
    | { readonly kind: 'wrap'; readonly key: string }
    | { readonly kind: 'replace'; readonly key: string; readonly value: Plain }
    | { readonly kind: 'erase'; readonly span: Span }
  );

/** The place in its file of the value with exactly these characters, if the file has one. */
export function targetOf(file: SourceFile, span: Span): Target | undefined {
  for (const [document, { root }] of parseYaml(file).documents.entries()) {
    const path = root && findSpan(root, span, []);
    if (path) return { file, document, path };
  }
  return undefined;
}

function findSpan(node: Node, span: Span, path: Path): Path | undefined {
  if (isAt(node, span)) return path;
  if (node.kind === 'scalar') return undefined;
  const inner: (readonly [string | number, Node])[] =
    node.kind === 'map'
      ? node.entries.map(({ key, value }) => [key.value, value] as const)
      : node.items.map((item, at) => [at, item] as const);
  for (const [step, child] of inner) {
    const { start, end } = child.origin.span;
    if (span.start < start || span.end > end) continue;
    const found = findSpan(child, span, [...path, step]);
    if (found) return found;
  }
  return undefined;
}

function isAt(node: Node, { file, start, end }: Span): boolean {
  const own = node.origin.span;
  return own.file === file && own.start === start && own.end === end;
}

/** The value that an operation is about, as the file has it. */
export function nodeOf({ file, document, path }: Target): Node | undefined {
  return nodeAt(parseYaml(file).documents[document]?.root, ...path);
}

/** The value of a document after an operation. */
export function applyToPlain(value: Plain, operation: Operation): Plain {
  return operation.kind === 'erase' ? value : changed(value, operation.path, operation);
}

type Plains = { readonly [key: string]: Plain };

function changed(value: Plain, path: Path, operation: Operation): Plain {
  const [step, ...rest] = path;
  const last = rest.length === 0;
  if (step === undefined) return changedHere(value, operation);
  if (Array.isArray(value)) {
    if (last && operation.kind === 'remove') return value.filter((_, at) => at !== step);
    return value.map((item: Plain, at) => (at === step ? changed(item, rest, operation) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Plains).flatMap(([key, each]): [string, Plain][] => {
    if (key !== step) return [[key, each]];
    if (!last) return [[key, changed(each, rest, operation)]];
    if (operation.kind === 'remove') return [];
    if (operation.kind === 'rename') return [[operation.key, each]];
    if (operation.kind === 'replace') return [[operation.key, operation.value]];
    return [[key, changedHere(each, operation)]];
  });
  return Object.fromEntries(entries);
}

function changedHere(value: Plain, operation: Operation): Plain {
  switch (operation.kind) {
    case 'set':
      return operation.value;
    case 'add':
      return { ...(value as Plains), [operation.key]: operation.value };
    case 'append':
      return [...(Array.isArray(value) ? value : []), operation.value];
    case 'wrap':
      return { [operation.key]: value };
    default:
      return value;
  }
}

/** The key of the entry that an operation is about, where it is one of a mapping. */
export function keyNodeOf({ file, document, path }: Target): Node | undefined {
  const step = path.at(-1);
  const parent = nodeAt(parseYaml(file).documents[document]?.root, ...path.slice(0, -1));
  return typeof step === 'string' ? entryOf(parent, step)?.key : undefined;
}

/** The collection that holds the value. */
export function parentOf({ file, document, path }: Target): Node | undefined {
  if (path.length === 0) return undefined;
  return nodeAt(parseYaml(file).documents[document]?.root, ...path.slice(0, -1));
}

/**
 * Operations → replaced characters. Everything that an operation does not name keeps its bytes.
 * What cannot be done without touching more gives nothing, and there is no fix.
 *
 * @module
 */
import type { SourceFile } from '../../source/source-file.js';
import type { MapNode, Node, ScalarStyle, SeqNode } from '../../yaml/nodes/node.js';
import type { Plain } from '../../yaml/nodes/to-plain.js';
import { commentsOf } from '../../yaml/read/comments.js';
import { writeEntry, writeInline } from '../../yaml/write/write-value.js';
import { removedFrom } from './comments-above.js';
import { keyNodeOf, nodeOf, type Operation, parentOf } from './operation.js';

/** Characters of a file and what takes their place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The splice of an operation. */
export function spliceOf(operation: Operation): Splice | undefined {
  const { file } = operation;
  if (operation.kind === 'erase') return erased(file, operation.span.start, operation.span.end);
  const node = nodeOf(operation);
  if (!node) return undefined;
  switch (operation.kind) {
    case 'set':
      return node.kind === 'scalar' ? overwritten(node, operation.value, node.style, file) : undefined;
    case 'rename':
      return renamed(keyNodeOf(operation), operation.key, file);
    case 'wrap':
      return { start: node.origin.span.start, end: node.origin.span.start, text: `${operation.key}: ` };
    case 'add':
      return node.kind === 'map' ? added(node, operation.key, operation.value, file) : undefined;
    case 'append':
      return node.kind === 'seq' ? appended(node, operation.value, file) : undefined;
    case 'replace':
      return replaced(keyNodeOf(operation), node, operation, file);
    case 'remove':
      return removed(operation, node, file);
  }
}

function overwritten(node: Node, value: Plain, style: ScalarStyle, file: SourceFile): Splice | undefined {
  const { start, end } = node.origin.span;
  if (style === 'literal' || style === 'folded') return undefined;
  // An anchor, an alias or a tag belongs to the value, and would be lost.
  if (/^[&*!]/.test(file.text.slice(start, end))) return undefined;
  return { start, end, text: inStyle(value, style) };
}

/** The value in the quotes that the old one had. */
function inStyle(value: Plain, style: ScalarStyle): string {
  if (typeof value !== 'string') return writeInline(value);
  if (style === 'double') return JSON.stringify(value);
  if (style === 'single' && !/[\n\r]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return writeInline(value);
}

function renamed(key: Node | undefined, name: string, file: SourceFile): Splice | undefined {
  return key?.kind === 'scalar' ? overwritten(key, name, key.style, file) : undefined;
}

function added(map: MapNode, key: string, value: Plain, file: SourceFile): Splice | undefined {
  const anchor = map.entries.find((entry) => entry.key.value === 'name') ?? map.entries.at(-1);
  if (!anchor) return undefined;
  const { start } = anchor.key.origin.span;
  const { end } = anchor.value.origin.span;
  if (isFlow(map, file)) return { start: end, end, text: `, ${key}: ${writeInline(value)}` };
  const column = columnOf(file, start);
  return lineAfter(file, end, `${' '.repeat(column)}${writeEntry(key, value, column)}`);
}

function appended(seq: SeqNode, value: Plain, file: SourceFile): Splice | undefined {
  const last = seq.items.at(-1);
  if (!last) return undefined;
  const { start, end } = last.origin.span;
  if (isFlow(seq, file)) return { start: end, end, text: `, ${writeInline(value)}` };
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const dash = /^([ ]*)- +$/.exec(file.text.slice(lineStart, start));
  return dash ? lineAfter(file, end, `${dash[1]}- ${writeInline(value)}`) : undefined;
}

function replaced(
  key: Node | undefined,
  value: Node,
  operation: Operation & { readonly kind: 'replace' },
  file: SourceFile,
): Splice | undefined {
  if (!key) return undefined;
  const { start } = key.origin.span;
  const end = trimmedEnd(file, value.origin.span.end);
  if (end < start || hasComment(file, start, end)) return undefined;
  const before = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  if (before.trim() !== '') return undefined;
  const text = writeEntry(operation.key, operation.value, before.length);
  return { start, end, text: withBreaksOf(file, text) };
}

function removed(
  operation: Operation & { readonly kind: 'remove' },
  value: Node,
  file: SourceFile,
): Splice | undefined {
  const parent = parentOf(operation);
  const key = keyNodeOf(operation);
  if (!parent || parent.kind === 'scalar') return undefined;
  const start = (key ?? value).origin.span.start;
  const end = trimmedEnd(file, value.origin.span.end);
  if (isFlow(parent, file)) return removedFromFlow(parent, start, end);
  // What is left of a collection without its last entry would be null, which means something else.
  if (sizeOf(parent) < 2) return undefined;
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const before = file.text.slice(lineStart, start);
  const lineEnd = endOfLine(file, end);
  if (/^ *$/.test(before) || (!key && /^ *- +$/.test(before)))
    return { start: removedFrom(operation), end: lineEnd, text: '' };
  const next = parent.kind === 'map' ? parent.entries[1]?.key.origin.span.start : undefined;
  return key && next !== undefined && next > end ? { start, end: next, text: '' } : undefined;
}

function removedFromFlow(parent: MapNode | SeqNode, start: number, end: number): Splice | undefined {
  const spans =
    parent.kind === 'map'
      ? parent.entries.map(({ key, value }) => [key.origin.span.start, value.origin.span.end] as const)
      : parent.items.map(({ origin }) => [origin.span.start, origin.span.end] as const);
  const at = spans.findIndex(([first]) => first === start);
  const next = spans[at + 1]?.[0];
  const previous = spans[at - 1]?.[1];
  if (next !== undefined) return { start, end: next, text: '' };
  if (previous !== undefined) return { start: previous, end, text: '' };
  return at === 0 ? { start, end, text: '' } : undefined;
}

/** Takes characters away, and their whole line where nothing else stands on it. */
function erased(file: SourceFile, start: number, end: number): Splice {
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const before = file.text.slice(lineStart, start);
  if (before.trim() === '' && /^[ \t]*\r?$/.test(restOfLine(file, end))) {
    return { start: lineStart, end: endOfLine(file, end), text: '' };
  }
  return { start: start - (before.length - before.trimEnd().length), end, text: '' };
}

function sizeOf(collection: MapNode | SeqNode): number {
  return collection.kind === 'map' ? collection.entries.length : collection.items.length;
}

function isFlow(collection: MapNode | SeqNode, file: SourceFile): boolean {
  const { start, end } = collection.origin.span;
  return /[}\]]\s*$/.test(file.text.slice(start, end)) && /^[{[]/.test(file.text.slice(start));
}

function columnOf(file: SourceFile, offset: number): number {
  return offset - (file.text.lastIndexOf('\n', offset - 1) + 1);
}

/** A new line below the one with an offset, behind whatever stands at its end. */
function lineAfter(file: SourceFile, offset: number, line: string): Splice {
  const text = withBreaksOf(file, line);
  const end = endOfLine(file, trimmedEnd(file, offset));
  const ended = file.text[end - 1] === '\n';
  const lineBreak = breakOf(file);
  return { start: end, end, text: ended ? `${text}${lineBreak}` : `${lineBreak}${text}` };
}

function restOfLine(file: SourceFile, offset: number): string {
  const at = file.text.indexOf('\n', offset);
  return file.text.slice(offset, at < 0 ? undefined : at);
}

/** The offset behind the line break of the line with an offset. */
function endOfLine(file: SourceFile, offset: number): number {
  const at = file.text.indexOf('\n', offset);
  return at < 0 ? file.text.length : at + 1;
}

/** The end of a value without the line breaks that a block scalar takes with it. */
function trimmedEnd(file: SourceFile, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(file.text[at - 1] ?? '')) at--;
  return at;
}

function breakOf(file: SourceFile): string {
  return file.text.includes('\r\n') ? '\r\n' : '\n';
}

function withBreaksOf(file: SourceFile, text: string): string {
  return breakOf(file) === '\n' ? text : text.replaceAll('\n', '\r\n');
}

function hasComment(file: SourceFile, start: number, end: number): boolean {
  return commentsOf(file).some(({ span }) => span.start >= start && span.end <= end);
}

/**
 * Where the characters of a scalar's value stand in its file.
 * Manifests carry whole documents inside scalars (patches, Helm values, variables): what is said of those must point at the line inside.
 *
 * @module
 */
import { indexLines, positionAt } from '../../source/line-index.js';
import type { Span } from '../../source/span.js';
import type { ScalarNode } from './node.js';

/** Tells where a stretch of some text stands. */
export type Place = (start: number, end: number) => Span;

/**
 * Places within the value of a scalar.
 * Exact for literal block scalars and for one-line scalars without escapes; else every place is the whole scalar,
 * or the line of a block in which variables were replaced.
 *
 * @param text - the text of the file that `node.origin.span` points into, where it is at hand
 */
export function placeWithin(node: ScalarNode, text: string | undefined): Place {
  const whole = node.origin.span;
  if (node.lines && node.lineSteps) return wholeLines(node.value, node.lines, text ?? '', whole);
  if (node.lines) return placeInLines(node.value, node.lines, whole);
  const quote = node.style === 'plain' ? 0 : 1;
  const written = text?.slice(whole.start + quote, whole.end - quote);
  if (written !== node.value) return () => whole;
  const first = whole.start + quote;
  return (start, end) => ({ file: whole.file, start: first + start, end: first + end });
}

function placeInLines(value: string, lines: readonly number[], whole: Span): Place {
  const index = indexLines(value);
  const locate = (offset: number): number => {
    const { line, column } = positionAt(index, offset);
    const start = lines[line - 1];
    return start === undefined ? whole.end : start + column - 1;
  };
  return (start, end) => {
    const from = locate(start);
    return { file: whole.file, start: from, end: Math.max(from, locate(end)) };
  };
}

function wholeLines(value: string, lines: readonly number[], text: string, whole: Span): Place {
  const index = indexLines(value);
  return (offset) => {
    const start = lines[positionAt(index, offset).line - 1];
    if (start === undefined) return whole;
    return { file: whole.file, start, end: Math.max(start, contentEnd(text, start, endOfLine(text, start))) };
  };
}

/**
 * The offset of each line of a literal block scalar's value.
 *
 * @param start - the offset of the `|` in the text
 */
export function literalLines(text: string, start: number, value: string, place: Place): number[] {
  const header = endOfLine(text, start);
  const explicit = /^\|[-+]?[1-9]/.test(text.slice(start, header));
  const first = firstContent(text, header);
  // With an indentation indicator the first line may have blanks of its own.
  const indent = first - (text.lastIndexOf('\n', first - 1) + 1) - (explicit ? leadingBlanks(value) : 0);
  const offsets: number[] = [];
  let at = header;
  const breaks = countBreaks(value);
  for (let line = 0; line <= breaks; line++) {
    const end = endOfLine(text, at);
    const from = Math.min(at + Math.max(0, indent), contentEnd(text, at, end));
    offsets.push(place(from, from).start);
    at = end;
  }
  return offsets;
}

function countBreaks(value: string): number {
  let count = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) count++;
  return count;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

function contentEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && (text[at - 1] === '\n' || text[at - 1] === '\r')) at--;
  return at;
}

function firstContent(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text[at] === ' ' || text[at] === '\n' || text[at] === '\r')) at++;
  return at;
}

function leadingBlanks(value: string): number {
  return /^\n*( *)/.exec(value)?.[1]?.length ?? 0;
}

/**
 * Where the characters of a value stand, which the events of the npm package `js-yaml` tell only in part.
 * What a place cannot be told of is left to the slower way.
 *
 * @module
 */
import { CHOMPING_MODE, type ScalarEvent } from 'js-yaml';
import type { Making } from './make-nodes.js';

/** Thrown where the text is left to the slower way. */
export class Unusual extends Error {}

/** Whether nothing stands behind a value in brackets or quotes that would make two of it. */
export function endsHere(text: string, { end, inFlow }: Making): boolean {
  const at = skipBlanks(text, end);
  const char = text[at];
  if (char === undefined || char === '\n' || char === ':') return true;
  return char === '#' ? at > end : inFlow && /[,\]}]/.test(char);
}

/** A mapping without braces begins with its first key; an anchor before that is the key's. */
export function behindAnchor(text: string, start: number): number {
  return text[start] === '&' ? skipBlanks(text, text.indexOf(' ', start)) : start;
}

/** The offset of the `|` or `>` of a block scalar whose content begins at an offset. */
export function headerBefore(text: string, content: number, from: number): number {
  const line = text.lastIndexOf('\n', content - 2) + 1;
  const header = /[|>](?![-+]?\d)/.exec(text.slice(Math.max(line, from), content));
  if (!header) throw new Unusual();
  return Math.max(line, from) + header.index;
}

/** The offset behind the last line of a block scalar; blank lines below it count where the header keeps them. */
export function contentEnd(text: string, { valueStart, valueEnd, indent, chomping }: ScalarEvent): number {
  if (indent < 0) throw new Unusual();
  if (chomping === CHOMPING_MODE.KEEP) return valueEnd;
  let end = valueEnd;
  for (;;) {
    const line = text.lastIndexOf('\n', end - 2) + 1;
    if (line <= valueStart || end - 1 - line > indent || text.slice(line, end).trim() !== '') return end;
    end = line;
  }
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at++;
  return at;
}

/** The offset behind the bracket that closes a collection whose last value ends at an offset. */
export function closing(text: string, from: number, bracket: string): number {
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === bracket) return at + 1;
    if (char === '#') at = text.indexOf('\n', at);
    else if (char === ' ' || char === '\n' || char === ',') at++;
    else throw new Unusual();
    if (at < 0) throw new Unusual();
  }
}

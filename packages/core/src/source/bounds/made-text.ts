/**
 * Texts that are put together of others: weighed before they are joined, so that none is made that nothing could hold.
 *
 * @module
 */
import { LimitReached, limits, show, spend } from './limits.js';

/** Joins texts with another one between them. */
export function joined(parts: readonly string[], separator = ''): string {
  let length = separator.length * Math.max(0, parts.length - 1);
  for (const part of parts) length += part.length;
  demandLength(length);
  return parts.join(separator);
}

/** The text with each match of a pattern replaced; the pattern must be global. */
export function replacedIn(text: string, pattern: RegExp, by: (match: RegExpExecArray) => string): string {
  const parts: string[] = [];
  let at = 0;
  let length = text.length;
  for (const match of text.matchAll(pattern)) {
    const replacement = by(match);
    length += replacement.length - match[0].length;
    if (length > limits().text) demandLength(length);
    parts.push(text.slice(at, match.index), replacement);
    at = match.index + match[0].length;
  }
  return at === 0 ? text : joined([...parts, text.slice(at)]);
}

/** Ends the work that is about to make a text of a length that no value may have. */
export function demandLength(length: number): void {
  const most = limits().text;
  if (length > most)
    throw new LimitReached('text', `The value that is put together has more than ${show(most)} characters.`);
  spend('clusterText', length);
}

/**
 * The text of a scalar as go-yaml reads it, where other parsers read another one.
 *
 * @module
 */
import type { ScalarStyle } from '../nodes/node.js';

/** A block scalar whose last line is the last one of the text has a final line break only if the text has one. */
export function contentOf(
  { value, style, end }: { readonly value: string; readonly style: ScalarStyle; readonly end: number },
  text: string,
): string {
  const isBlock = style === 'literal' || style === 'folded';
  if (!isBlock || !value.endsWith('\n') || end !== text.length || text.endsWith('\n')) return value;
  const lastLine = value.slice(value.lastIndexOf('\n', value.length - 2) + 1, -1);
  // A line of a folded scalar may have been several lines of the text.
  const written = style === 'folded' && text.slice(text.lastIndexOf('\n') + 1).trimStart();
  const isLast = text.endsWith(lastLine) || (written && lastLine.endsWith(written));
  return lastLine !== '' && isLast ? value.slice(0, -1) : value;
}

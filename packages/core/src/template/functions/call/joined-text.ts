/**
 * Texts put together of texts that keep their origin.
 *
 * @module
 */
import type { CallSite } from '../../execute/rendering.js';
import type { Printer } from '../../format/printer.js';
import { checkTextLength } from '../../values/budget.js';
import { dependsOnUnknown, isUnknown, moved, traced } from '../../values/traced.js';
import type { Part, Value } from '../../values/value.js';

/** The text of a format: its own characters come from the format, the others from the operands. */
export function joinedText({ text, starts, parts }: Printer, format: Value, { by }: CallSite): Value {
  if (!by) return text;
  let inFormat = 0;
  const joined = parts.map((value, at): Part => {
    const start = starts[at] ?? 0;
    const end = starts[at + 1] ?? text.length;
    if (value !== undefined) return { by, value };
    // Verbs are longer in the format than what they print here, so that this is only near for a second literal.
    const own = text.slice(start, end);
    const from = inFormat;
    inFormat += own.length;
    return own === '' ? { by } : { by, value: moved(own, format, (offset) => from + offset, by) };
  });
  const unknown = parts.some((value) => value !== undefined && dependsOnUnknown(value));
  return traced(text, { how: 'joined', starts: [...starts], parts: joined }, unknown);
}

/** Texts one after the other, with their values, and a separator between. */
export function joinTexts(
  texts: readonly (readonly [string, Value])[],
  separator: string,
  { by }: CallSite,
): Value {
  checkTextLength(texts.reduce((sum, [part]) => sum + part.length + separator.length, 0));
  const text = texts.map(([part]) => part).join(separator);
  if (!by || texts.length === 0) return text;
  const starts: number[] = [];
  const parts: Part[] = [];
  let at = 0;
  for (const [part, value] of texts) {
    if (at > 0 && separator !== '') {
      starts.push(at - separator.length);
      parts.push({ by });
    }
    starts.push(at);
    parts.push({ by, value });
    at += part.length + separator.length;
  }
  const unknown = texts.some(([, value]) => dependsOnUnknown(value));
  return traced(text, { how: 'joined', starts, parts }, unknown);
}

/** A text that was written of a value: its scalars are parts, the rest is the writer's own. */
export function writtenText({ text, starts, parts }: Printer, whole: Value, { by }: CallSite): Value {
  if (!by) return text;
  const joined = parts.map((value): Part => (value === undefined ? { by } : { by, value }));
  const unknown = isUnknown(whole) || parts.some((value) => isUnknown(value));
  return traced(text, { how: 'joined', starts: [...starts], parts: joined }, unknown);
}

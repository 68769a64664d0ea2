/**
 * A text that was changed before it was parsed, with places that still tell of the text as written.
 *
 * @module
 */
import type { Place } from './scalar-places.js';

/** A text, and where its characters stand in a file. */
export interface PlacedText {
  readonly text: string;
  readonly place: Place;
}

/** Characters that are taken out of a text at an offset, and what is put there. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Carries out edits, which must be in order and apart from each other. */
export function editText({ text, place }: PlacedText, edits: readonly Edit[]): PlacedText {
  if (edits.length === 0) return { text, place };
  const pieces: string[] = [];
  // Behind each edit: the offset in the new text, and the one in the old text.
  const after: number[] = [];
  const before: number[] = [];
  let from = 0;
  let length = 0;
  for (const { at, remove, insert } of edits) {
    pieces.push(text.slice(from, at), insert);
    length += at - from + insert.length;
    from = at + remove;
    after.push(length);
    before.push(from);
  }
  pieces.push(text.slice(from));

  const original = (offset: number): number => {
    const index = lastAtOrBelow(after, offset);
    const shifted = index < 0 ? offset : (before[index] ?? 0) + offset - (after[index] ?? 0);
    const next = edits[index + 1];
    return next ? Math.min(shifted, next.at) : shifted;
  };
  return { text: pieces.join(''), place: (start, end) => place(original(start), original(end)) };
}

function lastAtOrBelow(offsets: readonly number[], offset: number): number {
  let low = -1;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

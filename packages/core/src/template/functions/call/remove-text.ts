/**
 * A text without some marker in it.
 *
 * @module
 */
import { moved, plain } from '../../values/traced.js';
import type { Value } from '../../values/value.js';

/** The text without any `marker`; the other characters keep their origin. */
export function removeText(value: Value, marker: string): Value {
  const text = plain(value);
  if (typeof text !== 'string' || !text.includes(marker)) return value;
  const ends: number[] = [];
  let kept = 0;
  for (let found = text.indexOf(marker), from = 0; found >= 0; found = text.indexOf(marker, from)) {
    kept += found - from;
    ends.push(kept);
    from = found + marker.length;
  }
  const place = (at: number): number => at + marker.length * ends.filter((end) => end <= at).length;
  return moved(text.replaceAll(marker, ''), value, place, undefined);
}

/**
 * Values as the texts that Sprig makes of them.
 *
 * @module
 */
import { printValue } from '../../format/print-value.js';
import { plain, read } from '../../values/traced.js';
import type { Value } from '../../values/value.js';

/** The text of any value: texts as they are, the others as `%v` prints them. */
export function stringValue(value: Value): string {
  const bare = read(value);
  if (typeof bare === 'string') return bare;
  if (typeof bare === 'object' && bare?.kind === 'bytes') return bare.text;
  return printValue(value);
}

/** The texts of a list, without its nils; of anything else its own text. */
export function stringValues(value: Value): (readonly [string, Value])[] {
  const bare = plain(value);
  if (bare === null) return [];
  if (typeof bare === 'object' && bare.kind === 'list') {
    if (bare.given) bare.given.read = true;
    return bare.items.filter((item) => plain(item) !== null).map((item) => [stringValue(item), item]);
  }
  if (typeof bare === 'object' && bare.kind === 'bytes')
    return [...new TextEncoder().encode(bare.text)].map((byte) => [String(byte), value]);
  return [[stringValue(value), value]];
}

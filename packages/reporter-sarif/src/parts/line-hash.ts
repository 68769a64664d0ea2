/**
 * The hash by which GitHub recognises a line when the lines above it change: `primaryLocationLineHash`.
 * GitHub's upload action computes the same one and complains of any other value under this name.
 *
 * @module
 */

// How many characters a hash covers, from the first one of its line on; blanks do not count.
const WINDOW = 100;
const FACTOR = 37;
const WORD = 2 ** 32;
const END_OF_FILE = 0xffff;

/** The hashes of the lines of a text, each with how often it has come so far; line 1 stands at index 0. */
export function lineHashes(text: string): string[] {
  const { units, starts } = keptUnits(text);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash: Word = { high: 0, low: 0 };
  for (let at = 0, next = 0; next < starts.length; at++) {
    hash = rolled(hash, units[at] ?? 0, units[at - WINDOW] ?? 0);
    if (at + 1 !== (starts[next] ?? 0) + WINDOW) continue;
    const shown = hexadecimal(hash);
    const count = (counts.get(shown) ?? 0) + 1;
    counts.set(shown, count);
    hashes.push(`${shown}:${count}`);
    next++;
  }
  return hashes;
}

interface Units {
  /** The UTF-16 code units that count, with one at the end that is no character. */
  readonly units: Uint16Array;
  /** At which of them each line begins. */
  readonly starts: readonly number[];
}

function keptUnits(text: string): Units {
  const units = new Uint16Array(text.length + 1);
  const starts = [0];
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === SPACE || unit === TAB) continue;
    if (unit === LINE_FEED && text.charCodeAt(at - 1) === CARRIAGE_RETURN) continue;
    const ends = unit === LINE_FEED || unit === CARRIAGE_RETURN;
    units[length++] = ends ? LINE_FEED : unit;
    if (ends) starts.push(length);
  }
  units[length++] = END_OF_FILE;
  return { units: units.subarray(0, length), starts };
}

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** 64 bits in two halves: `bigint` takes many times as long. */
interface Word {
  readonly high: number;
  readonly low: number;
}

// What a unit has been multiplied with when it leaves the window: FACTOR to the power of WINDOW.
const LEAVING: Word = Array.from({ length: WINDOW }).reduce<Word>((word) => times(word, FACTOR), {
  high: 0,
  low: 1,
});

/** The hash after one unit has come into the window and another one has left it. */
function rolled(hash: Word, coming: number, leaving: number): Word {
  const grown = times(hash, FACTOR);
  const gone = times(LEAVING, leaving);
  const low = grown.low + coming - gone.low;
  return { high: (grown.high - gone.high + Math.floor(low / WORD)) >>> 0, low: low >>> 0 };
}

/** A product modulo 2^64; exact for factors below 2^20, as no part of it passes 2^53. */
function times({ high, low }: Word, factor: number): Word {
  const product = low * factor;
  return { high: (high * factor + Math.floor(product / WORD)) >>> 0, low: product >>> 0 };
}

function hexadecimal({ high, low }: Word): string {
  return high === 0 ? low.toString(16) : `${high.toString(16)}${low.toString(16).padStart(8, '0')}`;
}

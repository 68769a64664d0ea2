/**
 * The patterns of `${name#pattern}` and its kin: `*`, `?`, `[a-z]` and backslashes.
 * Source: fluxcd/pkg/envsubst/path, Go's path matching without its care for slashes.
 *
 * @module
 */
import { LimitReached, limits, show } from '../../source/bounds/limits.js';

/** How many UTF-16 code units of a text a pattern covers from its beginning; at least one. */
export interface CoveredPrefixes {
  readonly shortest: number | undefined;
  readonly longest: number | undefined;
}

/**
 * The beginnings of a text that a pattern covers.
 * All ways to read the pattern are followed at once, character by character, so that each is looked at once.
 *
 * @throws LimitReached where pattern and text are too long together
 */
export function coveredPrefixes(pattern: string, text: string): CoveredPrefixes | 'bad-pattern' {
  const tokens = parsePattern(pattern);
  if (!tokens) return 'bad-pattern';
  const most = limits().matches;
  if (tokens.length * text.length > most)
    throw new LimitReached(
      'matches',
      `A pattern is asked about a text that takes more than ${show(most)} steps.`,
    );
  let states = reached(tokens, new Set([0]));
  let shortest: number | undefined;
  let longest: number | undefined;
  const note = (found: ReadonlySet<number>, length: number): void => {
    if (!found.has(tokens.length)) return;
    shortest ??= length;
    longest = length;
  };
  let length = 0;
  for (const char of text) {
    // The first half of a character counts as one, as a byte of one does in Go.
    if (char.length > 1) note(after(tokens, states, char.charAt(0)), length + 1);
    states = after(tokens, states, char);
    length += char.length;
    note(states, length);
    if (states.size === 0) break;
  }
  return { shortest, longest };
}

/** The places in a pattern behind which a character is read. */
function after(tokens: readonly Token[], states: ReadonlySet<number>, char: string): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const token = tokens[state];
    if (token === '*') next.add(state);
    else if (token?.(char)) next.add(state + 1);
  }
  return reached(tokens, next);
}

/** With the places behind stars, which may stand for nothing. */
function reached(tokens: readonly Token[], states: Set<number>): Set<number> {
  for (const state of states) if (tokens[state] === '*') states.add(state + 1);
  return states;
}

type Token = '*' | ((char: string) => boolean);

/** The tests that a pattern puts to one character after the other; `undefined` where it is malformed. */
function parsePattern(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at];
    if (char === '*') {
      // Several stars say what one says.
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (char === '?') tokens.push(() => true);
    else if (char === '[') {
      const close = parseClass(chars, at + 1, tokens);
      if (close === undefined) return undefined;
      at = close;
    } else {
      const literal = char === '\\' ? chars[++at] : char;
      if (literal === undefined) return undefined;
      tokens.push((each) => each === literal);
    }
  }
  return tokens;
}

/** Reads a class behind its bracket; answers with the place of the closing one. */
function parseClass(chars: readonly string[], from: number, tokens: Token[]): number | undefined {
  const negated = chars[from] === '^';
  const ranges: (readonly [low: string, high: string])[] = [];
  let at = negated ? from + 1 : from;
  const next = (): string | undefined => {
    if (chars[at] === undefined || chars[at] === '-' || chars[at] === ']') return undefined;
    if (chars[at] === '\\') at++;
    return chars[at++];
  };
  while (!(chars[at] === ']' && ranges.length > 0)) {
    const low = next();
    if (low === undefined) return undefined;
    let high: string | undefined = low;
    if (chars[at] === '-') {
      at++;
      high = next();
    }
    if (high === undefined || chars[at] === undefined) return undefined;
    ranges.push([low, high]);
  }
  tokens.push((char) => ranges.some(([low, high]) => low <= char && char <= high) !== negated);
  return at;
}

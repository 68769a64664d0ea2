/**
 * Shell patterns on paths, as Go's `path.Match` and doublestar read them.
 * They are matched without regular expressions and without going back further than the last star, so that no pattern of
 * a repository can make it slow.
 *
 * @module
 */
import { expandBraces } from './text/braces.js';

type Segments = readonly ('**' | SegmentTest)[];

const compiled = new Map<string, readonly Segments[]>();
const MOST_REMEMBERED = 1_000;

/** Whether a path fits a pattern; `**` as a segment stands for any number of directories. */
export function matchesGlob(path: string, pattern: string): boolean {
  let alternatives = compiled.get(pattern);
  if (!alternatives) {
    alternatives = expandBraces(pattern).map(compileSegments);
    if (compiled.size >= MOST_REMEMBERED) compiled.clear();
    compiled.set(pattern, alternatives);
  }
  const segments = path.split(/\/+/);
  return alternatives.some((each) => coversPath(each, segments));
}

function compileSegments(pattern: string): Segments {
  return pattern.split(/\/+/).map((part) => (part === '**' ? part : segmentTest(part)));
}

function coversPath(pattern: Segments, path: readonly string[]): boolean {
  return coversAll(pattern.length, path.length, (token, at) => {
    const test = pattern[token];
    // At the end two stars stand for something, not for nothing.
    if (test === '**') return token === pattern.length - 1 ? 'some' : 'any';
    return test?.(path[at] ?? '') ? 'one' : 'none';
  });
}

/** Whether one segment of a path fits. */
export type SegmentTest = (segment: string) => boolean;

type Token = '*' | ((char: string) => boolean);

/** Compiles the pattern of one segment: `*`, `?`, classes and escapes. */
export function segmentTest(glob: string): SegmentTest {
  if (!/[*?[\\]/.test(glob)) return (segment) => segment === glob;
  const [, ending] = /^\*([^*?[\\]+)$/.exec(glob) ?? [];
  if (ending !== undefined) return (segment) => segment.endsWith(ending);
  const tokens = tokensOf([...glob]);
  return (segment) => {
    // A star stands for something here, and never for the directory itself or the one above.
    if (segment === '' || segment === '.' || segment === '..') return segment === glob;
    const chars = [...segment];
    return coversAll(tokens.length, chars.length, (token, at) => {
      const test = tokens[token];
      return test === '*' ? 'any' : test?.(chars[at] ?? '') ? 'one' : 'none';
    });
  };
}

/** What a token of a pattern makes of a place: any number of parts, one or more of them, this one, or no part. */
type Verdict = 'any' | 'some' | 'one' | 'none';

/** Goes back to the last star only: what came before it has found its place, and the earliest one is the best. */
function coversAll(tokens: number, parts: number, ask: (token: number, part: number) => Verdict): boolean {
  let token = 0;
  let part = 0;
  let star: { readonly token: number; part: number } | undefined;
  while (part < parts) {
    const verdict = token < tokens ? ask(token, part) : 'none';
    if (verdict === 'any' || verdict === 'some') {
      const from = verdict === 'some' ? part + 1 : part;
      star = { token: token++, part: from };
      part = from;
    } else if (verdict === 'one') {
      token++;
      part++;
    } else if (star) {
      token = star.token + 1;
      part = ++star.part;
    } else return false;
  }
  while (token < tokens && ask(token, parts) === 'any') token++;
  return token === tokens;
}

function tokensOf(chars: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    const found = char === '[' ? classFrom(chars, at) : undefined;
    if (found) {
      tokens.push(found.test);
      at = found.end;
    } else if (char === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (char === '?') tokens.push(() => true);
    else {
      const literal = char === '\\' && at + 1 < chars.length ? chars[++at] : char;
      tokens.push((each) => each === literal);
    }
  }
  return tokens;
}

const NAMED: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[\p{L}\p{Nd}]/u],
  ['alpha', /\p{L}/u],
  ['digit', /\p{Nd}/u],
  ['lower', /\p{Ll}/u],
  ['upper', /\p{Lu}/u],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /\s/],
  ['word', /\w/],
  ['xdigit', /[0-9A-Fa-f]/],
]);

// A bracket that nothing closes is a character like others, and is looked for no further than this.
const LONGEST_CLASS = 1_000;

/** A class such as `[a-c]`, `[!x]` or `[[:digit:]]`; nothing where the bracket is not closed. */
function classFrom(
  chars: readonly string[],
  from: number,
): { readonly test: (char: string) => boolean; readonly end: number } | undefined {
  const negated = chars[from + 1] === '!' || chars[from + 1] === '^';
  const first = from + (negated ? 2 : 1);
  const tests: ((char: string) => boolean)[] = [];
  for (let at = first; at < chars.length && at - from < LONGEST_CLASS; at++) {
    const char = chars[at] ?? '';
    if (char === ']' && at > first) {
      const test = (each: string): boolean => tests.some((fits) => fits(each)) !== negated;
      return { test, end: at };
    }
    const named = char === '[' && chars[at + 1] === ':' ? namedClass(chars, at) : undefined;
    if (named) {
      tests.push((each) => named.pattern.test(each));
      at = named.end;
      continue;
    }
    if (char === '\\') at++;
    const low = chars[at] ?? '';
    const high = chars[at + 1] === '-' && chars[at + 2] !== ']' ? chars[at + 2] : undefined;
    if (high !== undefined) at += 2;
    tests.push((each) => low <= each && each <= (high ?? low));
  }
  return undefined;
}

function namedClass(
  chars: readonly string[],
  from: number,
): { readonly pattern: RegExp; readonly end: number } | undefined {
  const [, name = ''] = /^\[:([a-z]+):\]/.exec(chars.slice(from, from + 12).join('')) ?? [];
  const pattern = NAMED.get(name);
  return pattern && { pattern, end: from + name.length + 3 };
}

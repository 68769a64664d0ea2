/**
 * Shell patterns on paths, matched in time proportional to the pattern and the path: no pattern of a repository makes it slow.
 * Source: `path.Match` of Go, and doublestar for `**` and braces.
 *
 * @module
 */

/** Whether one segment of a path fits. */
export type SegmentTest = (segment: string) => boolean;

type Token = { readonly kind: 'star' } | { readonly kind: 'one'; readonly fits: (char: string) => boolean };

/** Compiles the pattern of one segment: `*`, `?`, classes and escapes. */
export function segmentTest(glob: string): SegmentTest {
  if (!/[*?[\\]/.test(glob)) return (segment) => segment === glob;
  const tokens = tokensOf(glob);
  return (segment) => matchesTokens(tokens, [...segment]);
}

function tokensOf(glob: string): Token[] {
  const tokens: Token[] = [];
  const chars = [...glob];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'one', fits: () => true });
    else if (char === '[') {
      const close = chars.indexOf(']', at + 2);
      const fits = close < 0 ? (each: string) => each === '[' : classTest(chars.slice(at + 1, close));
      tokens.push({ kind: 'one', fits });
      if (close >= 0) at = close;
    } else {
      const literal = char === '\\' && at + 1 < chars.length ? (chars[++at] ?? '') : char;
      tokens.push({ kind: 'one', fits: (each) => each === literal });
    }
  }
  return tokens;
}

function classTest(chars: readonly string[]): (char: string) => boolean {
  const negated = chars[0] === '!' || chars[0] === '^';
  const body = negated ? chars.slice(1) : chars;
  const ranges: [string, string][] = [];
  for (let at = 0; at < body.length; at++) {
    if (body[at] === '\\') at++;
    const from = body[at] ?? '';
    const isRange = body[at + 1] === '-' && at + 2 < body.length;
    ranges.push([from, isRange ? (body[at + 2] ?? '') : from]);
    if (isRange) at += 2;
  }
  return (char) => ranges.some(([from, to]) => from <= char && char <= to) !== negated;
}

/** Goes back to the last star only: an earlier one can never do better. */
function matchesTokens(tokens: readonly Token[], text: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted?.kind === 'one' && wanted.fits(text[at] ?? '')) {
      token++;
      at++;
    } else if (wanted?.kind === 'star') {
      star = token++;
      starAt = at;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token]?.kind === 'star') token++;
  return token === tokens.length;
}

/** The lengths of the beginnings of a path that a list of segments covers; `**` stands for any number of segments. */
export function coveredLengths(segments: readonly (SegmentTest | '**')[], path: readonly string[]): number[] {
  let reached = new Set([0]);
  for (const segment of segments) {
    const next = new Set<number>();
    for (const length of reached) {
      if (segment === '**') for (let at = length; at <= path.length; at++) next.add(at);
      else if (length < path.length && segment(path[length] ?? '')) next.add(length + 1);
    }
    reached = next;
  }
  return [...reached];
}

/** Whether a path fits a pattern; `**` as a segment stands for any number of directories. */
export function matchesGlob(path: string, pattern: string): boolean {
  const parts = path.split('/');
  return expandBraces(pattern).some((each) => {
    const segments = each.split('/').map((segment) => (segment === '**' ? segment : segmentTest(segment)));
    return coveredLengths(segments, parts).includes(parts.length);
  });
}

/** The patterns that `{a,b}` stands for; past a limit the braces are taken as they stand. */
function expandBraces(pattern: string): string[] {
  let expanded = [pattern];
  while (expanded.length <= MAX_ALTERNATIVES) {
    const next = expanded.flatMap((each) => {
      const [, before = '', inner, after = ''] = /^([^{}]*)\{([^{}]*)\}(.*)$/.exec(each) ?? [];
      return inner === undefined ? [each] : inner.split(',').map((choice) => before + choice + after);
    });
    if (next.length === expanded.length && next.every((each, at) => each === expanded[at])) return expanded;
    expanded = next;
  }
  return [pattern];
}

const MAX_ALTERNATIVES = 256;

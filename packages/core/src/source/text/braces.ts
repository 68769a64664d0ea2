/**
 * Alternatives in shell patterns: `{a,b}.yaml` and `v{1..3}`.
 *
 * @module
 */

// A few braces beside each other stand for more patterns than could be tried; those beyond are left out.
const MOST = 1_000;
const DEEPEST = 20;
const LONGEST = 1_000_000;

/** The patterns that a pattern with braces stands for. */
export function expandBraces(pattern: string): readonly string[] {
  if (!pattern.includes('{')) return [pattern];
  return expand(pattern, closingBraces(pattern), 0, pattern.length, 0);
}

/** Each opening brace with the one that closes it and the commas between them. */
type Braces = ReadonlyMap<number, { readonly end: number; readonly commas: readonly number[] }>;

function closingBraces(pattern: string): Braces {
  const found = new Map<number, { end: number; commas: readonly number[] }>();
  const open: { readonly at: number; readonly commas: number[] }[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '{') open.push({ at, commas: [] });
    else if (char === ',') open.at(-1)?.commas.push(at);
    else if (char === '}') {
      const last = open.pop();
      if (last) found.set(last.at, { end: at, commas: last.commas });
    }
  }
  return found;
}

function expand(pattern: string, braces: Braces, from: number, to: number, depth: number): readonly string[] {
  let results: readonly string[] = [''];
  let plain = from;
  for (let at = from; at < to; at++) {
    if (pattern[at] === '\\') {
      at++;
      continue;
    }
    const brace = pattern[at] === '{' ? braces.get(at) : undefined;
    if (!brace || depth >= DEEPEST) continue;
    const options = optionsIn(pattern, braces, at, brace, depth);
    if (!options) continue;
    results = combined(results, [pattern.slice(plain, at)]);
    results = combined(results, options);
    at = brace.end;
    plain = at + 1;
  }
  return combined(results, [pattern.slice(plain, to)]);
}

function optionsIn(
  pattern: string,
  braces: Braces,
  start: number,
  { end, commas }: { readonly end: number; readonly commas: readonly number[] },
  depth: number,
): readonly string[] | undefined {
  if (commas.length === 0) return numbersIn(pattern.slice(start + 1, end));
  const bounds = [start, ...commas, end];
  const options: string[] = [];
  for (let at = 0; at + 1 < bounds.length && options.length < MOST; at++) {
    const inner = expand(pattern, braces, (bounds[at] ?? 0) + 1, bounds[at + 1] ?? 0, depth + 1);
    for (const each of inner) options.push(each);
  }
  return options.slice(0, MOST);
}

/** What `1..3` counts up; nothing for any other text. */
function numbersIn(text: string): readonly string[] | undefined {
  const [, first, last] = /^(-?\d{1,9})\.\.(-?\d{1,9})$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const step = Number(first) <= Number(last) ? 1 : -1;
  const count = Math.min(MOST, Math.abs(Number(last) - Number(first)) + 1);
  return Array.from({ length: count }, (_, at) => String(Number(first) + step * at));
}

function combined(heads: readonly string[], tails: readonly string[]): readonly string[] {
  const [tail = ''] = tails;
  if (tails.length === 1 && tail === '') return heads;
  const results: string[] = [];
  let length = 0;
  for (const head of heads) {
    for (const each of tails) {
      length += head.length + each.length;
      if (results.length >= MOST || length > LONGEST) return results;
      results.push(head + each);
    }
  }
  return results;
}

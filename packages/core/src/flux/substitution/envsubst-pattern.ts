/**
 * The patterns of `${name#pattern}` and its kin: `*`, `?`, `[a-z]` and backslashes.
 * Source: fluxcd/pkg/envsubst/path, Go's path matching without its care for slashes.
 *
 * @module
 */

/** Whether a pattern covers a whole text. */
export function matchPattern(pattern: string, text: string): 'match' | 'no-match' | 'bad-pattern' {
  const tokens = parsePattern(pattern);
  if (!tokens) return 'bad-pattern';
  return covers(tokens, [...text]) ? 'match' : 'no-match';
}

type Token = '*' | ((char: string) => boolean);

/** The tests that a pattern puts to one character after the other; `undefined` where it is malformed. */
function parsePattern(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at];
    if (char === '*') tokens.push('*');
    else if (char === '?') tokens.push(() => true);
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

/** Goes back to the last star only, so that no text makes it slow. */
function covers(tokens: readonly Token[], chars: readonly string[]): boolean {
  let token = 0;
  let char = 0;
  let star: { token: number; char: number } | undefined;
  while (char < chars.length) {
    const test = tokens[token];
    if (test === '*') {
      star = { token: token++, char };
    } else if (test?.(chars[char] ?? '')) {
      token++;
      char++;
    } else if (star) {
      token = star.token + 1;
      char = ++star.char;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}

/**
 * `.helmignore`: which files of a directory are no part of the chart.
 * Source: pkg/ignore/rules.go of Helm 4.2.
 *
 * @module
 */

/** Whether a path is left out; `isDirectory` for directories, whose content is left out with them. */
export type IgnoreRules = (path: string, isDirectory: boolean) => boolean;

interface Rule {
  readonly isNegated: boolean;
  readonly mustBeDirectory: boolean;
  readonly matches: (path: string) => boolean;
}

/** Reads the rules; a built-in one leaves out what begins with a dot in `templates/`. */
export function ignoreRules(text: string): IgnoreRules | { readonly error: string } {
  const rules: Rule[] = [];
  for (const line of [...text.replace(/^\ufeff/, '').split(/\r?\n/), 'templates/.?*']) {
    const rule = readRule(line.trim());
    if (typeof rule === 'string') return { error: rule };
    if (rule) rules.push(rule);
  }
  return (path, isDirectory) => {
    if (path === '' || path === '.' || path === './') return false;
    for (const { isNegated, mustBeDirectory, matches } of rules) {
      if (isNegated) {
        // Quirk: all that does not match what is to be kept is left out.
        if ((mustBeDirectory && !isDirectory) || !matches(path)) return true;
        continue;
      }
      if (mustBeDirectory && !isDirectory) continue;
      if (matches(path)) return true;
    }
    return false;
  };
}

function readRule(line: string): Rule | string | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  if (line.includes('**')) return 'double-star (**) syntax is not supported';
  const isNegated = line.startsWith('!');
  let pattern = isNegated ? line.slice(1) : line;
  const mustBeDirectory = pattern.endsWith('/');
  if (mustBeDirectory) pattern = pattern.slice(0, -1);
  const isAnchored = pattern.startsWith('/');
  const isWhole = isAnchored || pattern.includes('/');
  const source = shellPattern(isAnchored ? pattern.slice(1) : pattern);
  if (source === undefined) return 'syntax error in pattern';
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return {
    isNegated,
    mustBeDirectory,
    matches: (path) => matchesShell(source, isWhole ? path : base(path)),
  };
}

/** A part of a pattern: any run of characters within a directory, or a test of one character. */
type Part = 'star' | ((char: string) => boolean);

/** Source: path/filepath's Match of Go. */
function shellPattern(pattern: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*') parts.push('star');
    else if (char === '?') parts.push((each) => each !== '/');
    else if (char === '[') {
      const set = characterSet(chars, at + 1);
      if (!set) return undefined;
      parts.push(set.has);
      at = set.end;
    } else if (char === '\\') {
      at++;
      const literal = chars[at];
      if (literal === undefined) return undefined;
      parts.push((each) => each === literal);
    } else parts.push((each) => each === char);
  }
  return parts;
}

function characterSet(
  chars: readonly string[],
  from: number,
): { readonly has: (char: string) => boolean; readonly end: number } | undefined {
  const isNegated = chars[from] === '^';
  const ranges: (readonly [string, string])[] = [];
  let at = isNegated ? from + 1 : from;
  const one = (): string | undefined => {
    if (chars[at] === '\\') at++;
    const char = chars[at];
    at++;
    return char;
  };
  while (chars[at] !== ']' || ranges.length === 0) {
    if (at >= chars.length || chars[at] === '-' || chars[at] === ']') return undefined;
    const low = one();
    let high = low;
    if (chars[at] === '-') {
      at++;
      high = one();
    }
    if (low === undefined || high === undefined) return undefined;
    ranges.push([low, high]);
  }
  const has = (char: string): boolean =>
    char !== '/' && ranges.some(([low, high]) => char >= low && char <= high) !== isNegated;
  return { has, end: at };
}

/** Tries each star once more only from the last one on, so that no pattern is slow. */
function matchesShell(parts: readonly Part[], text: string): boolean {
  const chars = [...text];
  let part = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < chars.length) {
    const test = parts[part];
    if (typeof test === 'function' && test(chars[at] ?? '')) {
      part++;
      at++;
    } else if (test === 'star') {
      star = part;
      starAt = at;
      part++;
    } else if (star >= 0 && chars[starAt] !== '/') {
      starAt++;
      at = starAt;
      part = star + 1;
    } else return false;
  }
  while (parts[part] === 'star') part++;
  return part === parts.length;
}

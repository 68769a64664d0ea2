/**
 * Patterns of paths as gobwas/glob reads them with `/` as separator.
 *
 * @module
 */
import { goPattern } from '../../source/go-regexp.js';

/** Whether a path matches; `undefined` where the pattern is none. */
export function goGlob(pattern: string): ((path: string) => boolean) | undefined {
  const source = translate(pattern);
  if (source === undefined) return undefined;
  const compiled = goPattern(`^(?s:${source})$`);
  return 'error' in compiled ? undefined : (path) => compiled.find(path, 0) !== undefined;
}

function translate(pattern: string): string | undefined {
  let out = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    switch (char) {
      case '*': {
        const isSuper = pattern[at + 1] === '*';
        out += isSuper ? '.*' : '[^/]*';
        if (isSuper) at++;
        break;
      }
      case '?':
        out += '[^/]';
        break;
      case '[': {
        const close = pattern.indexOf(']', at + 1);
        const inner = close < 0 ? '' : pattern.slice(at + 1, close);
        const set = characterSet(inner);
        if (set === undefined) return undefined;
        out += set;
        at = close;
        break;
      }
      case '{':
        depth++;
        out += '(?:';
        break;
      case '}':
        if (depth === 0) return undefined;
        depth--;
        out += ')';
        break;
      case ',':
        out += depth > 0 ? '|' : ',';
        break;
      case '\\':
        at++;
        out += escaped(pattern.charAt(at));
        break;
      default:
        out += escaped(char);
    }
  }
  return depth > 0 ? undefined : out;
}

function characterSet(inner: string): string | undefined {
  const [not, body] = inner.startsWith('!') ? ['^', inner.slice(1)] : ['', inner];
  if (body === '') return undefined;
  const range = /^(.)-(.)$/u.exec(body);
  if (range)
    return range[1] && range[2] && range[1] <= range[2]
      ? `[${not}${escaped(range[1])}-${escaped(range[2])}]`
      : undefined;
  return `[${not}${[...body].map(escaped).join('')}]`;
}

function escaped(char: string): string {
  return char.replace(/[\\.+*?()|[\]{}^$-]/g, '\\$&');
}

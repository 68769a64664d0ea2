/**
 * The functions of the variable language of `postBuild`: cases, trims, substrings and replacements.
 *
 * @module
 */
import { demandLength, joined } from '../../source/bounds/made-text.js';
import { coveredPrefixes } from './envsubst-pattern.js';

/** The functions of the language; lengths and positions count bytes of UTF-8. */
export function call(operator: string, value: string, args: readonly string[]): string {
  const [first = '', second] = args;
  switch (operator) {
    case ',':
      return firstChar(value, lower);
    case ',,':
      return [...value].map(lower).join('');
    case '^':
      return firstChar(value, upper);
    case '^^':
      return [...value].map(upper).join('');
    case '#':
      return args.length === 0 ? String(Buffer.byteLength(value)) : trimStart(value, first, 'shortest');
    case '##':
      return trimStart(value, first, 'longest');
    case '%':
      return reversed(trimStart(reversed(value), reversed(first), 'shortest'));
    case '%%':
      return reversed(trimStart(reversed(value), reversed(first), 'longest'));
    case ':':
      return substring(value, first, second);
    case '/':
      return replaced(value, first, second ?? '', 'first');
    case '//':
      return replaced(value, first, second ?? '', 'all');
    case '/#':
      return second !== undefined && value.startsWith(first) ? second + value.slice(first.length) : value;
    case '/%':
      return second !== undefined && value.endsWith(first)
        ? value.slice(0, value.length - first.length) + second
        : value;
    default:
      return value === '' ? joined(args) : value;
  }
}

/** One character for one, as Go does: no letter becomes two, and none looks at its neighbours. */
function lower(char: string): string {
  return [...char.toLowerCase()][0] ?? char;
}

function upper(char: string): string {
  const changed = char.toUpperCase();
  return [...changed].length === 1 ? changed : char;
}

function firstChar(text: string, change: (char: string) => string): string {
  const [char = ''] = text;
  return change(char) + text.slice(char.length);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function trimStart(text: string, pattern: string, which: 'shortest' | 'longest'): string {
  const covered = coveredPrefixes(pattern, text);
  if (covered === 'bad-pattern') return text;
  return text.slice(covered[which] ?? 0);
}

function replaced(text: string, search: string, by: string, how: 'first' | 'all'): string {
  if (how === 'first') {
    demandLength(text.length + by.length);
    return text.replace(search, () => by);
  }
  // Nothing stands before every character, and at the end.
  return joined(search === '' ? ['', ...text, ''] : text.split(search), by);
}

/** What Go reads as a whole number of 64 bits. */
function isInteger(text: string): boolean {
  return (
    /^[-+]?\d{1,100}$/.test(text) &&
    BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
  );
}

function substring(text: string, from: string, count: string | undefined): string {
  if (!isInteger(from)) return text;
  const bytes = Buffer.from(text);
  const start = Number(from) < 0 ? Math.max(0, bytes.length + Number(from)) : Number(from);
  if (count === undefined) return bytes.subarray(start).toString();
  if (!isInteger(count)) return text;
  const end = start + Number(count);
  if (end >= bytes.length) return bytes.subarray(start).toString();
  if (end < start) throw new RangeError('a negative length makes the real program stop');
  return bytes.subarray(start, end).toString();
}

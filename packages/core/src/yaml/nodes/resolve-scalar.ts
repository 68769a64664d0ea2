/**
 * The type of a plain scalar, by the rules of the parsers that kustomize, Flux and kubectl use.
 * They read neither pure YAML 1.1 nor 1.2: `yes` is a string but `0644` is octal.
 * Source: resolve.go of go-yaml v3 (documents) and v2 (kustomization files and JSON patches).
 *
 * @module
 */
import type { ScalarNode, ScalarTag } from './node.js';

/** The dialect in which a plain scalar is read. */
export type Dialect = 'go-yaml-v3' | 'go-yaml-v2';

/** The tag that a plain (unquoted, untagged) scalar gets. */
export function resolvePlain(text: string, dialect: Dialect = 'go-yaml-v3'): ScalarTag {
  const word = WORDS.get(text) ?? (dialect === 'go-yaml-v2' ? WORDS_V2.get(text) : undefined);
  if (word) return word;
  const first = text.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (!digit && first !== 43 && first !== 45 && first !== 46) return '!!str';
  if (first === 46) return DOT_FLOAT.test(text) ? '!!float' : '!!str';
  // v2 reads dates into untyped values as the text that they are.
  if (dialect === 'go-yaml-v3' && TIMESTAMP.test(text) && isDate(text)) return '!!timestamp';
  const plain = text.replaceAll('_', '');
  if (isInteger(plain) && fitsInt64(plain)) return '!!int';
  return FLOAT.test(plain) && Number.isFinite(Number(plain)) ? '!!float' : '!!str';
}

/** The tag of a scalar node in a dialect: only plain scalars without a tag of their own can differ. */
export function tagIn(node: ScalarNode, dialect: Dialect): ScalarTag {
  const untyped =
    node.style === 'plain' && node.tag === '!!str' && !node.tagged && node.unknown === undefined;
  return untyped && dialect === 'go-yaml-v2' ? resolvePlain(node.value, dialect) : node.tag;
}

/** The number that the text of an `!!int` stands for. */
export function integerValue(text: string): bigint {
  const plain = text.replaceAll('_', '');
  const negative = plain.startsWith('-');
  const digits = plain.replace(/^[-+]/, '').toLowerCase();
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return negative ? -BigInt(octal) : BigInt(octal);
}

/** The number that the text of a `!!float` stands for. */
export function floatValue(text: string): number {
  const lower = text.replaceAll('_', '').toLowerCase();
  if (lower.endsWith('.nan')) return Number.NaN;
  if (lower.endsWith('.inf')) return lower.startsWith('-') ? -Infinity : Infinity;
  return Number(lower);
}

/** The text that a timestamp becomes in JSON, as Go prints a time: RFC 3339, cut to nanoseconds and without their last zeros. */
export function timestampText(text: string): string {
  const parts = TIMESTAMP.exec(text);
  if (!parts) return text;
  const [, year = '', month = '', day = '', hour, minute = '', second = '', fraction = '', zone = ''] = parts;
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return `${date}T00:00:00Z`;
  const rest = fraction
    .replace(',', '.')
    .slice(0, 10)
    .replace(/\.?0+$/, '');
  const utc = zone === '' || /^[-+]00:00$/.test(zone);
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${rest}${utc ? 'Z' : zone}`;
}

const WORDS: ReadonlyMap<string, ScalarTag> = new Map<string, ScalarTag>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, '!!null'] as const),
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((word) => [word, '!!bool'] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, '!!float'] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) =>
    ['', '+', '-'].map((sign) => [sign + word, '!!float'] as const),
  ),
]);

const WORDS_V2: ReadonlyMap<string, ScalarTag> = new Map(
  ['yes', 'no', 'on', 'off', 'y', 'n']
    .flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)])
    .map((word) => [word, '!!bool'] as const),
);

/** The truth of a `!!bool` in either dialect. */
export function booleanValue(text: string): boolean {
  return /^(true|yes|on|y)$/i.test(text);
}

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const DOT_FLOAT = /^\.[0-9]+([eE][-+]?[0-9]+)?$/;
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[-+]\d\d:\d\d)?)?$/;

function isInteger(plain: string): boolean {
  return /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.test(plain);
}

function fitsInt64(plain: string): boolean {
  if (plain.length < 16) return true;
  // A number with more digits than 64 bits have is not worth being read.
  if (plain.replace(/^[-+]?0?[xXbBoO]?0*/, '').length > 64) return false;
  const value = integerValue(plain);
  return value >= -(2n ** 63n) && value < 2n ** 64n;
}

function isDate(text: string): boolean {
  const [, , month, day, hour = '0', minute = '0', second = '0', , zone] = TIMESTAMP.exec(text) ?? [];
  // With a space as separator Go's layout has no zone; with a T it must have one.
  if (text.includes(':') && /[Tt]/.test(text) !== (zone !== undefined)) return false;
  const days = new Date(Date.UTC(Number(text.slice(0, 4)), Number(month), 0)).getUTCDate();
  const within = (value: string | undefined, low: number, high: number): boolean =>
    Number(value) >= low && Number(value) <= high;
  return (
    within(month, 1, 12) &&
    within(day, 1, days) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59)
  );
}

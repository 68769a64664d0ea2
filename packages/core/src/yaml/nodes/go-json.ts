/**
 * JSON as Go's encoder writes it: keys sorted by their bytes, characters of HTML escaped.
 *
 * @module
 */
import type { Plain } from './to-plain.js';

/** The JSON of a value, in one line or indented by two. */
export function goJson(value: Plain, layout: 'compact' | 'indented' = 'compact'): string {
  return write(value, layout === 'indented' ? '\n' : undefined);
}

function write(value: Plain, line: string | undefined): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = line === undefined ? undefined : `${line}  `;
  const colon = line === undefined ? ':' : ': ';
  if (Array.isArray(value))
    return enclosed(
      '[',
      ']',
      value.map((item: Plain) => write(item, inner)),
      line,
      inner,
    );
  const entries = Object.entries(value as Record<string, Plain>).sort(([a], [b]) => compareBytes(a, b));
  const fields = entries.map(([key, item]) => `${quoted(key)}${colon}${write(item, inner)}`);
  return enclosed('{', '}', fields, line, inner);
}

function enclosed(
  open: string,
  close: string,
  parts: readonly string[],
  line: string | undefined,
  inner: string | undefined,
): string {
  if (parts.length === 0) return open + close;
  return `${open}${inner ?? ''}${parts.join(`,${inner ?? ''}`)}${line ?? ''}${close}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

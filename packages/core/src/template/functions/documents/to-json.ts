/**
 * Values as JSON, with the scalars as parts that keep their origin.
 * Source: encoding/json of Go 1.26.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import { beginPart, newPrinter, type Printer, write } from '../../format/printer.js';
import { formatTime } from '../../format/time-text.js';
import { compareText, toBytes } from '../../values/go-text.js';
import { read, readWhole } from '../../values/traced.js';
import type { GoStruct, Value } from '../../values/value.js';
import { base64 } from '../texts/encoding.js';

/** How JSON is laid out. */
export interface JsonLayout {
  /** What each level is indented by; absent for one line. */
  readonly indent?: string;
  /** Whether `<`, `>` and `&` are written as escapes. */
  readonly escapeHtml: boolean;
}

/** The JSON of a value. Throws a `GoFault` where there is none. */
export function toJson(value: Value, layout: JsonLayout): Printer {
  const printer = newPrinter();
  writeJson({ printer, layout }, value, layout.indent === undefined ? undefined : '\n');
  return printer;
}

interface Job {
  readonly printer: Printer;
  readonly layout: JsonLayout;
}

function writeJson(job: Job, given: Value, line: string | undefined): void {
  const { printer, layout } = job;
  const value = read(given);
  if (value === null) write(printer, 'null');
  else if (typeof value === 'string') scalar(printer, given, jsonText(value, layout.escapeHtml));
  else if (typeof value === 'number') scalar(printer, given, jsonNumber(value));
  else if (typeof value === 'boolean') scalar(printer, given, String(value));
  else {
    switch (value.kind) {
      case 'int':
        scalar(printer, given, value.value.toString());
        break;
      case 'complex':
        throw new GoFault('json: unsupported type: complex128');
      case 'time':
        scalar(printer, given, `"${formatTime(value, '2006-01-02T15:04:05.999999999Z07:00')}"`);
        break;
      case 'bytes':
        scalar(printer, given, `"${base64(toBytes(value.text))}"`);
        break;
      case 'list':
        readWhole(value);
        if (value.isNil) write(printer, 'null');
        else if (value.type === '[]uint8')
          scalar(printer, given, `"${base64(Uint8Array.from(value.items.map((item) => byteOf(item))))}"`);
        else
          writeItems(
            job,
            '[',
            ']',
            line,
            [...value.items].map((item): Entry => [undefined, item]),
          );
        break;
      case 'map':
        readWhole(value);
        if (value.isNil) write(printer, 'null');
        else {
          const keys = [...value.entries.keys()].sort(compareText);
          writeItems(
            job,
            '{',
            '}',
            line,
            keys.map((key): Entry => [key, value.entries.get(key) ?? null]),
          );
        }
        break;
      case 'struct':
        writeStruct(job, value, line);
    }
  }
}

function byteOf(value: Value): number {
  const bare = read(value);
  return typeof bare === 'object' && bare?.kind === 'int' ? Number(bare.value) : 0;
}

function writeStruct(job: Job, struct: GoStruct, line: string | undefined): void {
  if (struct.text !== undefined && !struct.textOnlyAsField)
    write(job.printer, jsonText(struct.text, job.layout.escapeHtml));
  else writeItems(job, '{', '}', line, exportedFields(struct));
}

type Entry = readonly [key: string | undefined, value: Value];

function writeItems(
  job: Job,
  open: string,
  close: string,
  line: string | undefined,
  items: readonly Entry[],
): void {
  const { printer, layout } = job;
  const inner = line === undefined || items.length === 0 ? undefined : line + (layout.indent ?? '');
  write(printer, open);
  for (const [at, [key, value]] of items.entries()) {
    if (at > 0) write(printer, ',');
    if (inner !== undefined) write(printer, inner);
    if (key !== undefined)
      write(printer, `${jsonText(key, layout.escapeHtml)}${line === undefined ? ':' : ': '}`);
    writeJson(job, value, inner);
  }
  if (inner !== undefined) write(printer, line ?? '');
  write(printer, close);
}

function scalar(printer: Printer, value: Value, text: string): void {
  beginPart(printer, value);
  write(printer, text);
  beginPart(printer, undefined);
}

/** A text in JSON's quotes. */
export function jsonText(text: string, escapeHtml: boolean): string {
  // A byte that is no UTF-8 is a lone surrogate here, which is written as an escape.
  const quoted = JSON.stringify(text).replace(/\\(?:u[0-9a-f]{4}|.)/g, (each) =>
    /^\\ud[89a-f]/.test(each) ? '\\ufffd' : each,
  );
  const escaped = quoted.replace(/[\u2028\u2029]/g, unicodeEscape);
  return escapeHtml ? escaped.replace(/[<>&]/g, unicodeEscape) : escaped;
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A number as Go's encoder writes it. */
export function jsonNumber(value: number): string {
  if (!Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
    throw new GoFault(`json: unsupported value: ${name}`);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The fields that encoders see. */
export function exportedFields({ fields }: GoStruct): (readonly [string, Value])[] {
  return [...fields].filter(([name]) => /^\p{Lu}/u.test(name));
}

/**
 * Values as YAML, with the scalars as parts that keep their origin.
 * `toYaml` goes through JSON and the emitter of go-yaml v2, `toYamlPretty` through that of v3.
 *
 * @module
 */
import { compareKeys, goFloat } from '../../../yaml/write/print.js';
import { writeScalar } from '../../../yaml/write/print-scalar.js';
import { GoFault } from '../../execute/fault.js';
import { formatFloat } from '../../format/float.js';
import { beginPart, countRunes, newPrinter, type Printer, write } from '../../format/printer.js';
import { formatTime } from '../../format/time-text.js';
import { byteLength, toBytes, toValidText } from '../../values/go-text.js';
import { read, readWhole } from '../../values/traced.js';
import type { GoStruct, Value } from '../../values/value.js';
import { base64 } from '../texts/encoding.js';
import { exportedFields, jsonNumber } from './to-json.js';

/** What makes go-yaml v3 panic, which Helm does not catch. */
export class UnwritableFault extends GoFault {}

/** Which emitter writes. */
export type YamlStyle = 'plain' | 'pretty';

/** The YAML of a value, without the line end behind it. Throws a `GoFault` where there is none. */
export function toYaml(value: Value, style: YamlStyle): Printer {
  const printer = newPrinter();
  writeNode({ printer, style }, value, { column: 0, indent: 0, isRoot: true });
  return printer;
}

interface Job {
  readonly printer: Printer;
  readonly style: YamlStyle;
}

function emitterOf({ style }: Job): 'v2' | 'v3' {
  return style === 'plain' ? 'v2' : 'v3';
}

interface Place {
  /** Where the line goes on. */
  readonly column: number;
  /** Where further entries of this block stand. */
  readonly indent: number;
  readonly isRoot?: true;
}

function writeNode(job: Job, given: Value, place: Place): void {
  const value = read(given);
  if (value !== null && typeof value === 'object') {
    if (value.kind === 'map') {
      readWhole(value);
      if (value.entries.size > 0) {
        writeEntries(job, [...value.entries], place);
        return;
      }
      scalar(job, given, value.isNil && job.style === 'plain' ? 'null' : '{}');
      return;
    }
    if (value.kind === 'list' && value.type !== '[]uint8') {
      readWhole(value);
      if (value.items.length > 0) writeItems(job, value.items, place);
      else scalar(job, given, value.isNil && job.style === 'plain' ? 'null' : '[]');
      return;
    }
    if (value.kind === 'struct' && (value.text === undefined || value.textOnlyAsField)) {
      writeStruct(job, value, place);
      return;
    }
  }
  const text = scalarText(job, value);
  // At the root the emitter indents what goes on in a further line all the same.
  const indent = place.isRoot ? 2 : place.indent;
  scalar(job, given, writeScalar(text, place.column, indent, emitterOf(job)).join('\n'));
}

function scalar({ printer }: Job, value: Value, text: string): void {
  beginPart(printer, value);
  write(printer, text);
  beginPart(printer, undefined);
}

function writeStruct(job: Job, struct: GoStruct, place: Place): void {
  const entries = exportedFields(struct).map(([name, value]): [string, Value] => [
    job.style === 'pretty' ? name.toLowerCase() : name,
    value,
  ]);
  if (entries.length > 0) writeEntries(job, entries, place);
  else write(job.printer, '{}');
}

function writeEntries(job: Job, entries: readonly (readonly [string, Value])[], { indent }: Place): void {
  const sorted = entries.map(([key, value]) => [toValidText(key), value] as const);
  sorted.sort(([a], [b]) => compareKeys(a, b, emitterOf(job)));
  const margin = ' '.repeat(indent);
  for (const [at, [key, value]] of sorted.entries()) {
    if (at > 0) write(job.printer, `\n${margin}`);
    const column = writeKey(job, key, indent);
    if (isSimpleKey(key)) writeValue(job, value, indent, column);
    else writeExplicit(job, value, indent);
  }
}

const LONGEST_SIMPLE_KEY = 128;
// Longer ones are no keys for the parser that reads the JSON.
const LONGEST_KEY = 1024;

function isSimpleKey(key: string): boolean {
  return !BREAK.test(key) && byteLength(key) <= LONGEST_SIMPLE_KEY;
}

const BREAK = /[\n\r\u0085\u2028\u2029]/;

/** Writes a key with its colon; gives the column behind it. */
function writeKey(job: Job, key: string, indent: number): number {
  const { printer, style } = job;
  if (style === 'plain' && (CONTROL.test(key) || key.includes('\u0085') || byteLength(key) > LONGEST_KEY))
    throw new GoFault('yaml: control characters are not allowed');
  const isSimple = isSimpleKey(key);
  const emitter = emitterOf(job);
  // What begins far to the left of the line's end is never broken.
  const column = isSimple ? Number.NEGATIVE_INFINITY : indent + 2;
  const lines = writeScalar({ text: key, quoted: true }, column, indent + 2, emitter);
  if (isSimple) {
    write(printer, `${lines.join('\n')}:`);
    return indent + countRunes(lines[0] ?? '') + 1;
  }
  write(printer, `? ${lines.join('\n')}\n${' '.repeat(indent)}:`);
  return indent + 1;
}

/** The value of a key that stands behind a question mark: blocks begin in its line. */
function writeExplicit(job: Job, value: Value, indent: number): void {
  write(job.printer, ' ');
  writeNode(job, value, { column: indent + 2, indent: indent + 2 });
}

function isBlock(given: Value): 'map' | 'list' | undefined {
  const value = read(given);
  if (value === null || typeof value !== 'object') return undefined;
  if (value.kind === 'map') return value.entries.size > 0 ? 'map' : undefined;
  if (value.kind === 'list') return value.items.length > 0 && value.type !== '[]uint8' ? 'list' : undefined;
  const isFields = value.kind === 'struct' && (value.text === undefined || value.textOnlyAsField);
  return isFields && value.fields.size > 0 ? 'map' : undefined;
}

function writeValue(job: Job, value: Value, indent: number, column: number): void {
  const block = isBlock(value);
  if (!block) {
    write(job.printer, ' ');
    writeNode(job, value, { column: column + 1, indent: indent + 2 });
    return;
  }
  // The older emitter writes a list in the column of its key.
  const inner = block === 'list' && job.style === 'plain' ? indent : indent + 2;
  write(job.printer, `\n${' '.repeat(inner)}`);
  writeNode(job, value, { column: inner, indent: inner });
}

function writeItems(job: Job, items: readonly Value[], { indent }: Place): void {
  for (const [at, item] of items.entries()) {
    write(job.printer, at > 0 ? `\n${' '.repeat(indent)}- ` : '- ');
    writeNode(job, item, { column: indent + 2, indent: indent + 2 });
  }
}

// What the parser of go-yaml refuses in the JSON that it is given.
const CONTROL = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function scalarText({ style }: Job, value: ReturnType<typeof read>): { text: string; quoted: boolean } {
  if (value === null) return { text: 'null', quoted: false };
  if (typeof value === 'string') {
    if (style === 'plain' && CONTROL.test(value))
      throw new GoFault('yaml: control characters are not allowed');
    const text = toValidText(value);
    return { text: style === 'plain' ? foldedBreaks(text) : text, quoted: true };
  }
  if (typeof value === 'number') return { text: numberText(value, style), quoted: false };
  if (typeof value === 'boolean') return { text: String(value), quoted: false };
  switch (value.kind) {
    case 'int':
      return { text: value.value.toString(), quoted: false };
    case 'time':
      return { text: formatTime(value, '2006-01-02T15:04:05.999999999Z07:00'), quoted: style === 'plain' };
    case 'bytes':
      return { text: base64(toBytes(value.text)), quoted: true };
    case 'list':
      return { text: base64(Uint8Array.from(value.items.map(byteOf))), quoted: true };
    case 'struct':
      return { text: value.text ?? '', quoted: true };
    default:
      throw style === 'plain'
        ? new GoFault('error marshaling into JSON: json: unsupported type: complex128')
        : new UnwritableFault('cannot marshal type: complex128');
  }
}

/** The parser that reads the JSON takes U+0085 for the end of a line, and folds it. */
function foldedBreaks(text: string): string {
  if (!text.includes('\u0085')) return text;
  return text.replace(/ *\u0085(?: *\u0085)* */g, (breaks) => {
    const more = breaks.split('\u0085').length - 2;
    return more === 0 ? ' ' : '\n'.repeat(more);
  });
}

function byteOf(value: Value): number {
  const bare = read(value);
  return typeof bare === 'object' && bare?.kind === 'int' ? Number(bare.value) : 0;
}

function numberText(value: number, style: YamlStyle): string {
  if (style === 'pretty') {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
    return formatFloat(value, 'g', -1);
  }
  try {
    const json = jsonNumber(value);
    if (/^-?[0-9]+$/.test(json)) {
      const whole = BigInt(json);
      if (whole >= -(2n ** 63n) && whole < 2n ** 64n) return whole.toString();
    }
    return value === 0 ? '0' : goFloat(value);
  } catch (fault) {
    throw fault instanceof GoFault ? new GoFault(`error marshaling into JSON: ${fault.message}`) : fault;
  }
}

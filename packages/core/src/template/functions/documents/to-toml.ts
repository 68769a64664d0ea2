/**
 * Values as TOML.
 * Source: encode.go of BurntSushi/toml 1.6.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import { formatFloat } from '../../format/float.js';
import { formatTime } from '../../format/time-text.js';
import { compareText, toBytes } from '../../values/go-text.js';
import { kindName, typeName } from '../../values/kinds.js';
import { plain, read, readWhole } from '../../values/traced.js';
import type { GoMap, Value } from '../../values/value.js';

/** The TOML of a value. Throws a `GoFault` where there is none. */
export function toToml(value: Value): string {
  const bare = read(value);
  if (bare === null) throw new GoFault('reflect: call of reflect.Value.Type on zero Value');
  const writer: Writer = { text: '' };
  encode(writer, [], value);
  return writer.text;
}

interface Writer {
  text: string;
}

type Key = readonly string[];

function encode(writer: Writer, key: Key, value: Value): void {
  const bare = read(value);
  if (bare !== null && typeof bare === 'object') {
    if (bare.kind === 'map') {
      if (!bare.isNil) writeTable(writer, key, bare);
      return;
    }
    if (bare.kind === 'list' && isTableArray(bare.items)) {
      writeTableArray(writer, key, bare.items);
      return;
    }
    if (bare.kind === 'list' && bare.isNil && key.length > 0) return;
  }
  writeKeyValue(writer, key, value);
}

/** Whether all items are maps, of which there is one at least. */
function isTableArray(items: readonly Value[]): boolean {
  if (items.length === 0) return false;
  return items.every((item) => kindName(item) === 'map');
}

function writeTableArray(writer: Writer, key: Key, items: readonly Value[]): void {
  if (key.length === 0) throw new GoFault('toml: top-level values must be Go maps or structs');
  for (const item of items) {
    const table = plain(item) as GoMap;
    if (table.isNil) continue;
    writer.text += writer.text === '' ? '' : '\n';
    writer.text += `${indentOf(key)}[[${keyText(key)}]]\n`;
    writeEntries(writer, key, table);
  }
}

function writeTable(writer: Writer, key: Key, table: GoMap): void {
  // A table of the top level has a blank line in front.
  if (key.length === 1 && writer.text !== '') writer.text += '\n';
  if (key.length > 0) writer.text += `${indentOf(key)}[${keyText(key)}]\n`;
  writeEntries(writer, key, table);
}

function writeEntries(writer: Writer, key: Key, table: GoMap): void {
  readWhole(table);
  const names = [...table.entries.keys()].sort(compareText);
  const later: string[] = [];
  for (const name of names) {
    const value = table.entries.get(name) ?? null;
    if (isTable(value)) later.push(name);
    else if (plain(value) !== null) encode(writer, [...key, name], value);
  }
  for (const name of later) encode(writer, [...key, name], table.entries.get(name) ?? null);
}

function isTable(value: Value): boolean {
  const bare = plain(value);
  if (bare === null || typeof bare !== 'object') return false;
  if (bare.kind === 'map') return true;
  return bare.kind === 'list' && isTableArray(bare.items);
}

function indentOf(key: Key): string {
  return '  '.repeat(Math.max(key.length - 1, 0));
}

function keyText(key: Key): string {
  return key.map(quotedKey).join('.');
}

function quotedKey(part: string): string {
  return /^[A-Za-z0-9_-]+$/.test(part) ? part : quoted(part);
}

function writeKeyValue(writer: Writer, key: Key, value: Value): void {
  const text = element(value);
  const name = key.at(-1);
  if (name === undefined) {
    writer.text += text;
    return;
  }
  writer.text += `${indentOf(key)}${quotedKey(name)} = ${text}\n`;
}

function element(given: Value): string {
  const value = read(given);
  if (value === null) throw new GoFault('toml: cannot encode a nil interface');
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return floatText(value);
  switch (value.kind) {
    case 'int':
      return value.value.toString();
    case 'time':
      return formatTime(value, '2006-01-02T15:04:05.999999999Z07:00');
    case 'bytes':
      return `[${[...toBytes(value.text)].join(', ')}]`;
    case 'list':
      readWhole(value);
      if (value.items.some((item) => plain(item) === null))
        throw new GoFault('toml: cannot encode array with nil element');
      return `[${value.items.map(element).join(', ')}]`;
    case 'map': {
      readWhole(value);
      const names = [...value.entries.keys()].sort(compareText);
      const entries = names
        .filter((name) => plain(value.entries.get(name) ?? null) !== null)
        .map((name) => `${quotedKey(name)} = ${element(value.entries.get(name) ?? null)}`);
      return `{${entries.join(', ')}}`;
    }
    default:
      throw new GoFault(`unsupported type for key '': ${typeName(value)}`);
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = formatFloat(value, 'g', -1);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
};

function quoted(text: string): string {
  const escaped = text.replace(
    /[\0-\x1f"\\\x7f]/g,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

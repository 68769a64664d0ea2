/**
 * TOML → values.
 * Source: the language, and lex.go and parse.go of BurntSushi/toml 1.6 for the words of errors.
 *
 * @module
 */

import { parseTime } from '../../format/parse-time.js';
import { quote } from '../../format/quote.js';
import { floatOrInfinite, parseInteger } from '../../format/read-number.js';
import { utc } from '../../format/time-text.js';
import { ANY_LIST, type GoMap, type GoTime, int64, list, map, type Value } from '../../values/value.js';

/** What a text holds, or what is wrong with it. */
export function fromToml(text: string): { readonly value: GoMap } | { readonly error: string } {
  const root = map();
  const reader: Reader = {
    text,
    at: 0,
    root,
    table: root,
    closed: new Set(),
    lastKey: '',
    implicit: new Set([root]),
  };
  try {
    readDocument(reader);
    return { value: root };
  } catch (fault) {
    if (fault instanceof TomlFault) return { error: fault.message };
    throw fault;
  }
}

class TomlFault extends Error {}

interface Reader {
  readonly text: string;
  at: number;
  readonly root: GoMap;
  table: GoMap;
  /** Maps that nothing may be added to: defined by a header, or inline. */
  readonly closed: Set<GoMap>;
  readonly implicit: Set<GoMap>;
  lastKey: string;
}

function fail(reader: Reader, message: string): never {
  const line = reader.text.slice(0, reader.at).split('\n').length;
  const key = reader.lastKey === '' ? '' : ` (last key ${quote(reader.lastKey)})`;
  throw new TomlFault(`toml: line ${line}${key}: ${message}`);
}

function peek({ text, at }: Reader): string {
  return text[at] ?? '';
}

function skipBlanks(reader: Reader): void {
  while (peek(reader) === ' ' || peek(reader) === '\t') reader.at++;
}

function skipLines(reader: Reader): void {
  for (;;) {
    while (/[ \t\r\n]/.test(peek(reader))) reader.at++;
    if (peek(reader) !== '#') return;
    skipComment(reader);
  }
}

function skipComment(reader: Reader): void {
  if (peek(reader) !== '#') return;
  const end = reader.text.indexOf('\n', reader.at);
  reader.at = end < 0 ? reader.text.length : end;
}

function readDocument(reader: Reader): void {
  for (;;) {
    skipLines(reader);
    if (reader.at >= reader.text.length) return;
    if (peek(reader) === '[') readHeader(reader);
    else readEntry(reader, reader.table);
    skipBlanks(reader);
    skipComment(reader);
    if (reader.text.startsWith('\r\n', reader.at)) reader.at++;
    if (reader.at < reader.text.length && peek(reader) !== '\n') {
      const found = peek(reader);
      reader.lastKey = '';
      fail(
        reader,
        `expected a top-level item to end with a newline, comment, or EOF, but got '${found}' instead`,
      );
    }
  }
}

function readHeader(reader: Reader): void {
  reader.lastKey = '';
  const isArray = reader.text.startsWith('[[', reader.at);
  reader.at += isArray ? 2 : 1;
  skipBlanks(reader);
  const keys = readKey(reader, ']');
  skipBlanks(reader);
  const close = isArray ? ']]' : ']';
  if (!reader.text.startsWith(close, reader.at)) {
    const found = peek(reader) === '' ? 'EOF' : peek(reader) === '\n' ? '\\n' : peek(reader);
    if (found === '\\n') reader.at++;
    fail(reader, `expected '.' or ']' to end table name, but got '${found}' instead`);
  }
  reader.at += close.length;
  reader.table = isArray ? openItem(reader, keys) : openTable(reader, keys);
}

function step(reader: Reader, from: GoMap, key: string, path: readonly string[]): GoMap {
  const found = from.entries.get(key);
  if (found === undefined) {
    const made = map();
    reader.implicit.add(made);
    from.entries.set(key, made);
    return made;
  }
  const value = typeof found === 'object' && found?.kind === 'list' ? found.items.at(-1) : found;
  if (typeof value === 'object' && value?.kind === 'map' && !(reader.closed.has(value) && INLINE.has(value)))
    return value;
  return fail(reader, `Key '${path.join('.')}' has already been defined.`);
}

const INLINE = new WeakSet<GoMap>();

function openTable(reader: Reader, keys: readonly string[]): GoMap {
  let table = reader.root;
  for (const [at, key] of keys.slice(0, -1).entries())
    table = step(reader, table, key, keys.slice(0, at + 1));
  const last = keys.at(-1) ?? '';
  const found = table.entries.get(last);
  if (
    found !== undefined &&
    !(typeof found === 'object' && found?.kind === 'map' && reader.implicit.has(found))
  )
    fail(reader, `Key '${keys.join('.')}' has already been defined.`);
  const opened = step(reader, table, last, keys);
  reader.implicit.delete(opened);
  return opened;
}

function openItem(reader: Reader, keys: readonly string[]): GoMap {
  let table = reader.root;
  for (const [at, key] of keys.slice(0, -1).entries())
    table = step(reader, table, key, keys.slice(0, at + 1));
  const last = keys.at(-1) ?? '';
  const found = table.entries.get(last);
  const item = map();
  if (found === undefined) table.entries.set(last, list([item], '[]map[string]interface {}'));
  else if (typeof found === 'object' && found?.kind === 'list' && found.type === '[]map[string]interface {}')
    table.entries.set(last, { ...found, items: [...found.items, item] });
  else fail(reader, `Key '${keys.join('.')}' was already created and cannot be used as an array.`);
  return item;
}

function readKey(reader: Reader, end: string): string[] {
  const keys: string[] = [];
  for (;;) {
    skipBlanks(reader);
    const char = peek(reader);
    if (char === '"' || char === "'") keys.push(readString(reader));
    else {
      const bare = /^[A-Za-z0-9_-]+/.exec(reader.text.slice(reader.at, reader.at + 1000))?.[0];
      if (bare === undefined) {
        if (char === end && end === '=') fail(reader, `unexpected '=': key name appears blank`);
        if (char === '') fail(reader, `unexpected EOF; expected key separator '='`);
        fail(reader, `expected '.' or '=', but got '${char}' instead`);
      }
      keys.push(bare);
      reader.at += bare.length;
    }
    skipBlanks(reader);
    if (peek(reader) !== '.') return keys;
    reader.at++;
  }
}

function readEntry(reader: Reader, into: GoMap): void {
  const before = reader.lastKey;
  const keys = readKey(reader, '=');
  if (peek(reader) !== '=') {
    reader.lastKey = before === '' ? '' : before;
    if (peek(reader) === '') fail(reader, `unexpected EOF; expected key separator '='`);
    const found = peek(reader) === '\n' ? '\\n' : peek(reader);
    fail(reader, `expected '.' or '=', but got '${found}' instead`);
  }
  reader.at++;
  reader.lastKey = keys.join('.');
  skipBlanks(reader);
  let table = into;
  for (const [at, key] of keys.slice(0, -1).entries())
    table = step(reader, table, key, keys.slice(0, at + 1));
  const last = keys.at(-1) ?? '';
  const value = readValue(reader);
  if (table.entries.has(last)) fail(reader, `Key '${keys.join('.')}' has already been defined.`);
  table.entries.set(last, value);
}

function readValue(reader: Reader): Value {
  const char = peek(reader);
  if (char === '') return fail(reader, 'unexpected EOF; expected value');
  if (char === '"' || char === "'") return readString(reader);
  if (char === '[') return readArray(reader);
  if (char === '{') return readInlineTable(reader);
  const word = /^[A-Za-z0-9_+.:-]+(?: [0-9]{2}:[0-9:.]+(?:Z|[-+][0-9:]+)?)?/.exec(
    reader.text.slice(reader.at, reader.at + 1000),
  )?.[0];
  if (word === undefined) return fail(reader, `expected value but found '${char}' instead`);
  const value = readWord(reader, word);
  reader.at += word.length;
  return value;
}

function readWord(reader: Reader, word: string): Value {
  if (word === 'true' || word === 'false') return word === 'true';
  if (/^[-+]?(inf|nan)$/.test(word)) return floatOrInfinite(word.replace('+', '')) ?? Number.NaN;
  if (/^[0-9]{4}-/.test(word) || /^[0-9]{2}:/.test(word)) return readTime(reader, word);
  if (/^[-+]?0[0-9_]/.test(word))
    return fail(reader, `Invalid integer ${quote(word)}: cannot have leading zeroes`);
  const whole = /^[-+]?(0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|[0-9_]+)$/.test(word)
    ? parseInteger(word)
    : undefined;
  if (whole !== undefined) return int64(whole);
  const float = /^[-+]?[0-9][0-9_]*(\.[0-9][0-9_]*)?([eE][-+]?[0-9_]+)?$/.test(word)
    ? floatOrInfinite(word.replaceAll('_', ''))
    : undefined;
  if (float !== undefined) return float;
  return fail(reader, `expected value but found ${quote(word)} instead`);
}

const LAYOUTS: readonly (readonly [layout: string, zone: string | undefined])[] = [
  ['2006-01-02T15:04:05.999999999Z07:00', undefined],
  ['2006-01-02T15:04:05.999999999', 'datetime-local'],
  ['2006-01-02', 'date-local'],
  ['15:04:05.999999999', 'time-local'],
];

function readTime(reader: Reader, word: string): GoTime {
  const text = word.replace(/^(.{10})[ t]/, '$1T').replace(/z$/, 'Z');
  for (const [layout, zone] of LAYOUTS) {
    const time = parseTime(layout, text);
    if ('error' in time) continue;
    return zone === undefined ? time : { ...utc(time.nanos), zone };
  }
  return fail(reader, `Invalid TOML Datetime: ${quote(word)}.`);
}

function readArray(reader: Reader): Value {
  const items: Value[] = [];
  reader.at++;
  for (;;) {
    skipLines(reader);
    if (peek(reader) === ']') break;
    items.push(readValue(reader));
    skipLines(reader);
    if (peek(reader) === ']') break;
    if (peek(reader) !== ',')
      fail(reader, `expected a comma (',') or array terminator (']'), but got ${found(reader)}`);
    reader.at++;
  }
  reader.at++;
  const isTables =
    items.length > 0 && items.every((item) => typeof item === 'object' && item?.kind === 'map');
  return list(items, isTables ? '[]map[string]interface {}' : ANY_LIST);
}

function found(reader: Reader): string {
  return peek(reader) === '' ? 'end of file' : `'${peek(reader)}'`;
}

function readInlineTable(reader: Reader): Value {
  const table = map();
  reader.at++;
  for (;;) {
    skipLines(reader);
    if (peek(reader) === '}') break;
    readEntry(reader, table);
    skipLines(reader);
    if (peek(reader) === '}') break;
    if (peek(reader) !== ',')
      fail(reader, `expected a comma or an inline table terminator '}', but got ${found(reader)} instead`);
    reader.at++;
  }
  reader.at++;
  INLINE.add(table);
  reader.closed.add(table);
  return table;
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1b',
  '"': '"',
  '\\': '\\',
};

function readString(reader: Reader): string {
  const mark = peek(reader);
  const isLong = reader.text.startsWith(mark.repeat(3), reader.at);
  const end = isLong ? mark.repeat(3) : mark;
  reader.at += end.length;
  if (isLong && peek(reader) === '\r') reader.at++;
  if (isLong && peek(reader) === '\n') reader.at++;
  let out = '';
  for (;;) {
    const char = peek(reader);
    if (char === '') fail(reader, `unexpected EOF; expected '${mark === '"' ? '"' : "'"}'`);
    if (reader.text.startsWith(end, reader.at)) break;
    if (!isLong && char === '\n') fail(reader, 'strings cannot contain newlines');
    reader.at++;
    if (mark === '"' && char === '\\') out += readEscape(reader, isLong);
    else out += char;
  }
  reader.at += end.length;
  // Up to two quotes more belong to the text.
  while (isLong && peek(reader) === mark) {
    out += mark;
    reader.at++;
  }
  return out;
}

function readEscape(reader: Reader, isLong: boolean): string {
  const char = peek(reader);
  reader.at++;
  const simple = ESCAPES[char];
  if (simple !== undefined) return simple;
  const width = char === 'u' ? 4 : char === 'U' ? 8 : char === 'x' ? 2 : 0;
  if (width > 0) {
    const digits = reader.text.slice(reader.at, reader.at + width);
    reader.at += width;
    const rune = Number.parseInt(digits, 16);
    return rune <= 0x10ffff ? String.fromCodePoint(rune) : '\ufffd';
  }
  if (isLong && /[ \t\r\n]/.test(char)) {
    while (/[ \t\r\n]/.test(peek(reader))) reader.at++;
    return '';
  }
  return fail(
    reader,
    `invalid escape character '${char}'; only the following escape characters are allowed: \\b, \\e, \\f, \\n, \\r, \\t, \\", \\\\, \\xHH, \\uXXXX, and \\UXXXXXXXX`,
  );
}

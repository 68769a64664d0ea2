/**
 * JSON → values, with Go's words for what is wrong.
 * Source: the scanner of encoding/json of Go 1.26.
 *
 * @module
 */
import { quoteRune } from '../../format/quote.js';
import { runeAt, toValidText } from '../../values/go-text.js';
import { moved } from '../../values/traced.js';
import { ANY_LIST, list, map, type Value } from '../../values/value.js';

/** What a text holds, or what is wrong with it. */
export type ReadJson = { readonly value: Value; readonly overflow?: string } | { readonly error: string };

/** Reads one value; `of` is the text as a value, for the origins of its scalars. */
export function fromJson(text: string, of: Value): ReadJson {
  const reader: Reader = { text, of, at: 0, depth: 0 };
  try {
    const value = readValue(reader, 'looking for beginning of value');
    skipSpace(reader);
    if (reader.at < text.length) fail(reader, 'after top-level value');
    return reader.overflow === undefined ? { value } : { value, overflow: reader.overflow };
  } catch (fault) {
    if (fault instanceof JsonFault) return { error: fault.message };
    throw fault;
  }
}

class JsonFault extends Error {}

interface Reader {
  readonly text: string;
  readonly of: Value;
  at: number;
  depth: number;
  /** The first number that is too large. */
  overflow?: string;
}

const DEEPEST = 1000;

function fail({ text, at }: Reader, context: string): never {
  if (at >= text.length) throw new JsonFault('unexpected end of JSON input');
  const rune = runeAt(text, at);
  const char = rune === 34 ? `'"'` : rune === 39 ? `'\\''` : quoteRune(rune);
  throw new JsonFault(`invalid character ${char} ${context}`);
}

function skipSpace(reader: Reader): void {
  while (' \t\r\n'.includes(reader.text[reader.at] ?? 'x')) reader.at++;
}

function readValue(reader: Reader, context: string): Value {
  skipSpace(reader);
  switch (reader.text[reader.at]) {
    case '{':
      return nested(reader, readObject);
    case '[':
      return nested(reader, readArray);
    case '"': {
      const start = reader.at + 1;
      return placed(reader, readString(reader), start);
    }
    case 't':
      return readWord(reader, 'true', true);
    case 'f':
      return readWord(reader, 'false', false);
    case 'n':
      return readWord(reader, 'null', null);
    default:
      return readNumber(reader, context);
  }
}

function nested(reader: Reader, readInner: (reader: Reader) => Value): Value {
  reader.depth++;
  if (reader.depth > DEEPEST) throw new JsonFault('exceeded max depth');
  const value = readInner(reader);
  reader.depth--;
  return value;
}

/** A text that stands in the JSON. */
function placed({ of }: Reader, value: string, start: number): Value {
  return moved(value, of, (at) => start + at, undefined);
}

function readWord(reader: Reader, word: string, value: Value): Value {
  for (const [index, letter] of [...word].entries()) {
    if (reader.text[reader.at] !== letter)
      fail(reader, `in literal ${word} (expecting ${quoteRune(word.charCodeAt(index))})`);
    reader.at++;
  }
  return value;
}

function readObject(reader: Reader): Value {
  const entries = new Map<string, Value>();
  reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === '}') reader.at++;
  else
    for (;;) {
      skipSpace(reader);
      if (reader.text[reader.at] !== '"') fail(reader, 'looking for beginning of object key string');
      const key = readString(reader);
      skipSpace(reader);
      if (reader.text[reader.at] !== ':') fail(reader, 'after object key');
      reader.at++;
      entries.set(key, readValue(reader, 'looking for beginning of value'));
      skipSpace(reader);
      const next = reader.text[reader.at];
      if (next !== ',' && next !== '}') fail(reader, 'after object key:value pair');
      reader.at++;
      if (next === '}') break;
    }
  return map(entries);
}

function readArray(reader: Reader): Value {
  const items: Value[] = [];
  reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === ']') reader.at++;
  else
    for (;;) {
      items.push(readValue(reader, 'looking for beginning of value'));
      skipSpace(reader);
      const next = reader.text[reader.at];
      if (next !== ',' && next !== ']') fail(reader, 'after array element');
      reader.at++;
      if (next === ']') break;
    }
  return list(items, ANY_LIST);
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

function readString(reader: Reader): string {
  let out = '';
  reader.at++;
  for (;;) {
    const char = reader.text[reader.at];
    if (char === undefined || char < ' ') fail(reader, 'in string literal');
    reader.at++;
    if (char === '"') return fixSurrogates(out);
    if (char !== '\\') {
      out += char;
      continue;
    }
    const letter = reader.text[reader.at] ?? '';
    const simple = ESCAPES[letter];
    if (simple !== undefined) {
      out += simple;
      reader.at++;
    } else if (letter === 'u') {
      reader.at++;
      for (let digit = 0; digit < 4; digit++) {
        if (!/[0-9a-fA-F]/.test(reader.text[reader.at] ?? ''))
          fail(reader, 'in \\u hexadecimal character escape');
        reader.at++;
      }
      out += String.fromCharCode(Number.parseInt(reader.text.slice(reader.at - 4, reader.at), 16));
    } else fail(reader, 'in string escape code');
  }
}

function fixSurrogates(text: string): string {
  return toValidText(text);
}

function readNumber(reader: Reader, context: string): Value {
  const { text } = reader;
  const start = reader.at;
  if (text[reader.at] === '-') reader.at++;
  if (text[reader.at] === '0') reader.at++;
  else if (/[1-9]/.test(text[reader.at] ?? '')) digits(reader);
  else fail(reader, reader.at === start ? context : 'in numeric literal');
  if (text[reader.at] === '.') {
    reader.at++;
    if (!isDigit(text[reader.at])) fail(reader, 'after decimal point in numeric literal');
    digits(reader);
  }
  if (/[eE]/.test(text[reader.at] ?? '')) {
    reader.at++;
    if (/[-+]/.test(text[reader.at] ?? '')) reader.at++;
    if (!isDigit(text[reader.at])) fail(reader, 'in exponent of numeric literal');
    digits(reader);
  }
  const written = text.slice(start, reader.at);
  const value = Number(written);
  if (Number.isFinite(value)) return value;
  reader.overflow ??= written;
  return null;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function digits(reader: Reader): void {
  while (isDigit(reader.text[reader.at])) reader.at++;
}

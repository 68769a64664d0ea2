/**
 * Go's quoting of texts and characters, and back.
 * Source: strconv/quote.go, and the verbs `%q` and `%#U` of fmt.
 *
 * @module
 */
import { fromBytes, isPrint, runeAt } from '../values/go-text.js';

/** A text in Go's double quotes. */
export function quote(text: string, asciiOnly = false): string {
  if (SIMPLE.test(text)) return `"${text}"`;
  return `"${escaped(text, '"', asciiOnly)}"`;
}

const SIMPLE = /^[ !#-[\]-~]*$/;

/** A character in Go's single quotes. */
export function quoteRune(rune: number, asciiOnly = false): string {
  const char = rune >= 0 && rune <= 0x10ffff && !(rune >= 0xd800 && rune < 0xe000) ? rune : 0xfffd;
  return `'${escaped(String.fromCodePoint(char), "'", asciiOnly)}'`;
}

function escaped(text: string, mark: string, asciiOnly: boolean): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const rune = runeAt(text, at);
    const code = text.charCodeAt(at);
    if (rune === 0xfffd && code !== 0xfffd) {
      out += `\\x${(code & 0xff).toString(16)}`;
      continue;
    }
    if (rune > 0xffff) at++;
    out += escapedRune(rune, mark, asciiOnly);
  }
  return out;
}

function escapedRune(rune: number, mark: string, asciiOnly: boolean): string {
  const char = String.fromCodePoint(rune);
  if (char === mark || char === '\\') return `\\${char}`;
  if (asciiOnly ? rune < 128 && isPrint(rune) : isPrint(rune)) return char;
  const short = SHORT[char];
  if (short) return short;
  const hex = rune.toString(16);
  if (rune < 32 || rune === 127) return `\\x${hex.padStart(2, '0')}`;
  return rune > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `U+0040 '@'`; without the character where it cannot be printed. */
export function showRune(rune: number): string {
  const name = `U+${rune.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrint(rune) ? `${name} '${String.fromCodePoint(rune)}'` : name;
}

/** Whether Go can write a text in back quotes. */
export function canBackquote(text: string): boolean {
  return !/[\0-\x08\x0a-\x1f`\x7f\ufeff]/.test(text) && !/[\ud800-\udfff]/.test(text.replace(PAIRS, ''));
}

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** The text within Go's quotes of any sort; `undefined` where an escape is none. */
export function unquote(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inner.replaceAll('\r', '');
  if (!inner.includes('\\')) return inner;
  const mark = quoted.charAt(0);
  let bytes: number[] = [];
  let out = '';
  for (let at = 0; at < inner.length; ) {
    if (inner[at] !== '\\') {
      out += fromBytes(Uint8Array.from(bytes)) + inner.charAt(at);
      bytes = [];
      at++;
      continue;
    }
    const found = readEscape(inner, at + 1, mark);
    if (!found) return undefined;
    if (found.byte === undefined) {
      out += fromBytes(Uint8Array.from(bytes)) + found.text;
      bytes = [];
    } else bytes.push(found.byte);
    at = found.end;
  }
  return out + fromBytes(Uint8Array.from(bytes));
}

interface Escape {
  readonly text: string;
  /** Set for `\x41` and `\101`, which write one byte. */
  readonly byte?: number;
  readonly end: number;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
const WIDTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(text: string, at: number, mark: string): Escape | undefined {
  const char = text.charAt(at);
  const letter = LETTERS[char];
  if (letter) return { text: letter, end: at + 1 };
  if (char === mark && (char === '"' || char === "'")) return { text: char, end: at + 1 };
  if (/[0-7]/.test(char)) {
    const digits = text.slice(at, at + 3);
    const byte = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : 256;
    return byte < 256 ? { text: '', byte, end: at + 3 } : undefined;
  }
  const width = WIDTHS[char];
  if (width === undefined) return undefined;
  const digits = text.slice(at + 1, at + 1 + width);
  if (digits.length < width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  const end = at + 1 + width;
  if (char === 'x') return { text: '', byte: value, end };
  const valid = value <= 0x10ffff && !(value >= 0xd800 && value < 0xe000);
  return valid ? { text: String.fromCodePoint(value), end } : undefined;
}

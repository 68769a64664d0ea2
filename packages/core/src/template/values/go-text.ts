/**
 * Go's strings in JavaScript's: a byte that is no UTF-8 stands as a lone surrogate U+DC80 to U+DCFF,
 * so that every sequence of bytes is a text, and cutting a character in two loses nothing.
 *
 * @module
 */

const ESCAPE = 0xdc00;

/** Whether each character is one byte. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** The bytes of a text. */
export function toBytes(text: string): Uint8Array {
  if (!LONE.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes.push(code);
    else if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - ESCAPE);
    else {
      const rune = text.codePointAt(at) ?? 0;
      bytes.push(...encoder.encode(String.fromCodePoint(rune)));
      if (rune > 0xffff) at++;
    }
  }
  return Uint8Array.from(bytes);
}

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The text of bytes. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return fromBrokenBytes(bytes);
  }
}

function fromBrokenBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      text += String.fromCharCode(ESCAPE + (bytes[at] ?? 0));
      at++;
    } else {
      text += strict.decode(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return text;
}

/** How many bytes the UTF-8 character at a place has; 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  try {
    return [...strict.decode(bytes.subarray(at, at + length))].length === 1 && at + length <= bytes.length
      ? length
      : 0;
  } catch {
    return 0;
  }
}

/** The number of bytes of a text. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (code < 0x800) length++;
    else if (code < 0xd800 || code > 0xdfff) length += 2;
    else if (code <= 0xdbff && isLow(text.charCodeAt(at + 1))) {
      length += 2;
      at++;
    }
  }
  return length;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The bytes from `start` up to `end` of a text, as text. */
export function sliceBytes(text: string, start: number, end: number): string {
  return isAscii(text) ? text.slice(start, end) : fromBytes(toBytes(text).subarray(start, end));
}

/** Orders texts by their bytes, which is the order of code points. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    let x = a.charCodeAt(at);
    let y = b.charCodeAt(at);
    if (x === y) continue;
    // Surrogates stand for characters above all others.
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}

/** The character at an offset; U+FFFD for a byte that is none, -1 at the end. */
export function runeAt(text: string, at: number): number {
  if (at >= text.length) return -1;
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdfff) return code;
  const rune = text.codePointAt(at) ?? 0xfffd;
  return rune > 0xffff ? rune : 0xfffd;
}

/** The text with U+FFFD for each byte that is no UTF-8. */
export function toValidText(text: string): string {
  return LONE.test(text) ? text.replace(new RegExp(LONE, 'g'), '\ufffd') : text;
}

/** Whether a text has bytes that are no UTF-8. */
export function hasBrokenBytes(text: string): boolean {
  return LONE.test(text);
}

export function isLetter(rune: number): boolean {
  if (rune < 128) return (rune >= 97 && rune <= 122) || (rune >= 65 && rune <= 90);
  return LETTER.test(String.fromCodePoint(rune));
}

export function isDigit(rune: number): boolean {
  if (rune < 128) return rune >= 48 && rune <= 57;
  return DIGIT.test(String.fromCodePoint(rune));
}

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

/** Whether Go prints a character as it is: letters, marks, numbers, punctuation, symbols and the blank. */
export function isPrint(rune: number): boolean {
  if (rune < 128) return rune >= 32 && rune < 127;
  return PRINT.test(String.fromCodePoint(rune));
}

const PRINT = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** What Go's `unicode.IsSpace` takes for white space. */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

const LEADING = new RegExp(`^${SPACE}+`);
const SPACE_ONE = new RegExp(`^${SPACE}$`);

/** Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  let end = text.length;
  while (end > 0 && isSpaceRune(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end).replace(LEADING, '');
}

export function isSpaceRune(rune: number): boolean {
  if (rune < 128) return rune === 32 || (rune >= 9 && rune <= 13);
  return rune < 0x3001 && SPACE_ONE.test(String.fromCharCode(rune));
}

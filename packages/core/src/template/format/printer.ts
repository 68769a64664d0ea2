/**
 * The state of a print: the text so far, which value wrote which part of it, and the flags of a verb.
 * Source: fmt/format.go of Go 1.26.
 *
 * @module
 */

import { checkTextLength } from '../values/budget.js';
import { runeAt, toBytes } from '../values/go-text.js';
import type { Value } from '../values/value.js';
import { type FloatFormat, formatFloat } from './float.js';
import { canBackquote, quote, quoteRune } from './quote.js';

export interface Printer {
  text: string;
  /** Where each part begins, and the value that it shows; none where the text is the printer's own. */
  readonly starts: number[];
  readonly parts: (Value | undefined)[];
  flags: Flags;
  /** How many values within values were printed. */
  readonly counter: { parts: number };
}

/** The flags, width and precision of a verb. */
export interface Flags {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v` and `%#v`. */
  plusV: boolean;
  sharpV: boolean;
  width: number | undefined;
  precision: number | undefined;
}

export function newFlags(): Flags {
  return {
    plus: false,
    minus: false,
    sharp: false,
    space: false,
    zero: false,
    plusV: false,
    sharpV: false,
    width: undefined,
    precision: undefined,
  };
}

export function newPrinter(): Printer {
  return { text: '', starts: [], parts: [], flags: newFlags(), counter: { parts: 0 } };
}

/** Begins a part. */
export function beginPart(printer: Printer, value: Value | undefined): void {
  printer.starts.push(printer.text.length);
  printer.parts.push(value);
}

export function write(printer: Printer, text: string): void {
  checkTextLength(printer.text.length + text.length);
  printer.text += text;
}

/** Writes a text at the width that was asked for, counted in characters. */
export function pad(printer: Printer, text: string): void {
  const { width, minus, zero } = printer.flags;
  if (width === undefined || width === 0) {
    printer.text += text;
    return;
  }
  const missing = width - countRunes(text);
  if (missing <= 0) printer.text += text;
  else if (minus) printer.text += text + ' '.repeat(missing);
  else printer.text += (zero ? '0' : ' ').repeat(missing) + text;
}

export function countRunes(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) if (runeAt(text, at) > 0xffff) count--;
  return count;
}

function unpadded(printer: Printer, text: string): void {
  const { zero } = printer.flags;
  printer.flags.zero = false;
  pad(printer, text);
  printer.flags.zero = zero;
}

export function printBool(printer: Printer, value: boolean): void {
  pad(printer, String(value));
}

/** A whole number in a base; `verb` chooses the prefix. */
export function printInteger(printer: Printer, value: bigint, base: number, verb: string): void {
  const { flags } = printer;
  const negative = value < 0n;
  const magnitude = negative ? -value : value;
  let precision = flags.precision ?? 0;
  if (flags.precision === 0 && value === 0n) {
    unpadded(printer, '');
    return;
  }
  if (flags.precision === undefined && flags.zero && !flags.minus && flags.width !== undefined) {
    precision = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
  }
  let digits = magnitude.toString(base).padStart(precision, '0');
  if (verb === 'X') digits = digits.toUpperCase();
  if (flags.sharp) {
    if (base === 2) digits = `0b${digits}`;
    else if (base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
    else if (base === 16) digits = (verb === 'X' ? '0X' : '0x') + digits;
  }
  if (verb === 'O') digits = `0o${digits}`;
  if (negative) digits = `-${digits}`;
  else if (flags.plus) digits = `+${digits}`;
  else if (flags.space) digits = ` ${digits}`;
  unpadded(printer, digits);
}

export function printFloatVerb(printer: Printer, value: number, verb: FloatFormat, precision: number): void {
  const { flags } = printer;
  let text = formatFloat(value, verb, flags.precision ?? precision);
  if (!/^[-+]/.test(text)) text = `+${text}`;
  if (flags.space && text.startsWith('+') && !flags.plus) text = ` ${text.slice(1)}`;
  if (/^.[IN]/.test(text)) {
    unpadded(printer, text[1] === 'N' && !flags.space && !flags.plus ? text.slice(1) : text);
    return;
  }
  if (flags.sharp && verb !== 'b' && !/[.xX]/.test(text)) text = withPoint(text, verb, flags.precision);
  if (!flags.plus && text.startsWith('+')) pad(printer, text.slice(1));
  else if (flags.zero && !flags.minus && (flags.width ?? 0) > text.length) {
    printer.text += text.charAt(0) + text.slice(1).padStart((flags.width ?? 0) - 1, '0');
  } else pad(printer, text);
}

function withPoint(text: string, verb: string, precision: number | undefined): string {
  const [, head = '', tail = ''] = /^(.[0-9]+)(.*)$/.exec(text) ?? [];
  const digits = verb === 'g' || verb === 'G' ? Math.max((precision ?? 6) - (head.length - 1), 0) : 0;
  return `${head}.${'0'.repeat(digits)}${tail}`;
}

function truncated({ flags }: Printer, text: string): string {
  if (flags.precision === undefined) return text;
  return text.length <= flags.precision ? text : [...text].slice(0, flags.precision).join('');
}

export function printText(printer: Printer, text: string): void {
  pad(printer, truncated(printer, text));
}

export function printQuoted(printer: Printer, text: string): void {
  const { flags } = printer;
  const cut = truncated(printer, text);
  pad(printer, flags.sharp && canBackquote(cut) ? `\`${cut}\`` : quote(cut, flags.plus));
}

/** The bytes of a text as hexadecimal digits. */
export function printHex(printer: Printer, text: string, upper: boolean): void {
  const { flags } = printer;
  const bytes = [...toBytes(text)].slice(0, flags.precision);
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const prefix = flags.sharp ? '0x' : '';
  const joined = flags.space ? pairs.map((pair) => prefix + pair).join(' ') : pairs.join('');
  const whole = flags.space || pairs.length === 0 ? joined : prefix + joined;
  pad(printer, upper ? whole.toUpperCase() : whole);
}

export function printChar(printer: Printer, value: bigint): void {
  pad(printer, String.fromCodePoint(validRune(value)));
}

export function printQuotedChar(printer: Printer, value: bigint): void {
  pad(printer, quoteRune(validRune(value), printer.flags.plus));
}

function validRune(value: bigint): number {
  const isRune = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value < 0xe000n);
  return isRune ? Number(value) : 0xfffd;
}

/** `U+0041`, with `#` also the character. */
export function printUnicode(printer: Printer, value: bigint): void {
  const { flags } = printer;
  const hex = BigInt.asUintN(64, value).toString(16).toUpperCase();
  const name = `U+${hex.padStart(Math.max(flags.precision ?? 4, 4), '0')}`;
  const char = String.fromCodePoint(validRune(value));
  unpadded(
    printer,
    flags.sharp && value <= 0x10ffffn && quoteRune(Number(value)) === `'${char}'`
      ? `${name} '${char}'`
      : name,
  );
}

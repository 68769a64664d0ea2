/**
 * Numbers and characters of a template, in each of the types that can hold them.
 * Source: newNumber in text/template/parse/node.go of Go 1.26.
 *
 * @module
 */

import { quote, unquote } from '../format/quote.js';
import { fitsInt64, MAX_UINT64, parseFloat64, parseInteger } from '../format/read-number.js';
import type { TokenType } from '../lex/token.js';
import type { NumberNode } from '../tree/nodes.js';
import { runeAt } from '../values/go-text.js';

/** The node of a number, or what is wrong with it. */
export function parseNumber(at: number, text: string, type: TokenType): NumberNode | { error: string } {
  if (type === 'char-constant') return parseChar(at, text);
  if (type === 'complex') return parseComplex(at, text);
  if (text.endsWith('i')) {
    const im = parseFloat64(text.slice(0, -1));
    if (im !== undefined) return complexNode(at, text, 0, im);
  }
  const whole = parseInteger(text);
  const int = whole !== undefined && fitsInt64(whole) ? whole : undefined;
  const positive = whole !== undefined && whole >= 0n && whole <= MAX_UINT64 && !/^[-+]/.test(text);
  const uint = positive || int === 0n ? whole : undefined;
  const exact = int ?? uint;
  if (exact !== undefined) return node(at, text, { int, uint, float: Number(exact) });
  const float = parseFloat64(text);
  if (float === undefined) return { error: `illegal number syntax: ${quote(text)}` };
  if (!/[.eEpP]/.test(text)) return { error: `integer overflow: ${quote(text)}` };
  return node(at, text, { float, ...wholeOf(float) });
}

interface Values {
  readonly int?: bigint | undefined;
  readonly uint?: bigint | undefined;
  readonly float?: number | undefined;
  readonly complex?: NumberNode['complex'];
}

function node(at: number, text: string, { int, uint, float, complex }: Values): NumberNode {
  return {
    kind: 'number',
    at,
    text,
    ...(int !== undefined && { int }),
    ...(uint !== undefined && { uint }),
    ...(float !== undefined && { float }),
    ...(complex && { complex }),
  };
}

function wholeOf(float: number): Values {
  if (!Number.isInteger(float)) return {};
  const whole = BigInt(float);
  return {
    int: fitsInt64(whole) ? whole : undefined,
    uint: whole >= 0n && whole <= MAX_UINT64 ? whole : undefined,
  };
}

function complexNode(at: number, text: string, re: number, im: number): NumberNode {
  return node(at, text, { complex: { re, im }, ...(im === 0 && { float: re, ...wholeOf(re) }) });
}

function parseComplex(at: number, text: string): NumberNode | { error: string } {
  const split = /^(.*?[^eEpP])([-+].*)i$/.exec(text);
  const re = parseFloat64(split?.[1] ?? '');
  const im = parseFloat64(split?.[2] ?? '');
  if (re === undefined || im === undefined) return { error: `syntax error scanning complex number` };
  return complexNode(at, text, re, im);
}

function parseChar(at: number, text: string): NumberNode | { error: string } {
  const invalid = { error: 'invalid syntax' };
  const inner = text.slice(1, -1);
  if (inner === '') return invalid;
  const first = inner.startsWith('\\') ? escapeLength(inner) : (inner.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
  const char = unquote(`'${inner.slice(0, first)}'`);
  if (char === undefined) return invalid;
  if (first < inner.length) return { error: `malformed character constant: ${text}` };
  const byte = /^\\(?:x|[0-7])/.test(inner);
  const rune = byte ? byteOf(inner) : runeAt(char, 0);
  return node(at, text, { int: BigInt(rune), uint: BigInt(rune), float: rune });
}

function byteOf(text: string): number {
  return text.startsWith('\\x') ? Number.parseInt(text.slice(2), 16) : Number.parseInt(text.slice(1), 8);
}

function escapeLength(text: string): number {
  const widths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
  const kind = text.charAt(1);
  return /[0-7]/.test(kind) ? 4 : (widths[kind] ?? 2);
}

/**
 * Encodings and sums.
 * Source: strings.go and crypto.go of Sprig 3.3, encoding/base64 and base32 of Go.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { fromBytes, toBytes } from '../../values/go-text.js';
import { type Functions, fn } from '../call/define.js';

function digest(algorithm: string): (text: string) => string {
  return (text) => createHash(algorithm).update(toBytes(text)).digest('hex');
}

function adler32(text: string): string {
  let a = 1;
  let b = 0;
  for (const byte of toBytes(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return String(((b << 16) >>> 0) + a);
}

interface Alphabet {
  readonly characters: string;
  readonly bits: number;
  readonly group: number;
  readonly name: string;
}

const BASE64: Alphabet = {
  characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  bits: 6,
  group: 4,
  name: 'base64',
};
const BASE32: Alphabet = {
  characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  bits: 5,
  group: 8,
  name: 'base32',
};

function base32(text: string): string {
  let buffer = 0n;
  let out = '';
  const bytes = toBytes(text);
  for (let at = 0; at < bytes.length; at += 5) {
    const part = bytes.subarray(at, at + 5);
    buffer = 0n;
    for (let index = 0; index < 5; index++) buffer = (buffer << 8n) | BigInt(part[index] ?? 0);
    const digits = Math.ceil((part.length * 8) / 5);
    for (let index = 0; index < 8; index++) {
      const value = Number((buffer >> BigInt(35 - 5 * index)) & 31n);
      out += index < digits ? BASE32.characters.charAt(value) : '=';
    }
  }
  return out;
}

/** The bytes of an encoded text, or the offset of the first character that is wrong. */
export function decodeBase64(text: string): Uint8Array | { readonly error: string } {
  return decode(text, BASE64);
}

/** Source: decodeQuantum of Go: line ends are skipped, padding must be there and complete. */
function decode(
  text: string,
  { characters, bits, group, name }: Alphabet,
): Uint8Array | { readonly error: string } {
  const bytes = toBytes(text);
  const out: number[] = [];
  const corrupt = (at: number): { error: string } => ({ error: `illegal ${name} data at input byte ${at}` });
  const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
  let at = 0;
  for (;;) {
    const digits: number[] = [];
    let padded = false;
    while (digits.length < group && !padded) {
      if (at >= bytes.length) {
        if (digits.length === 0) return Uint8Array.from(out);
        return corrupt(name === 'base64' ? at - digits.length : strippedLength(bytes, at) - digits.length);
      }
      const byte = bytes[at++];
      if (isLineEnd(byte)) continue;
      const value = byte === undefined ? -1 : characters.indexOf(String.fromCharCode(byte));
      if (value >= 0 && byte !== undefined && byte < 128) {
        digits.push(value);
        continue;
      }
      if (byte !== 61) return corrupt(at - 1);
      const fault = padding(digits.length);
      if (fault !== undefined) return corrupt(fault);
      padded = true;
    }
    const whole = Math.floor((digits.length * bits) / 8);
    let buffer = 0n;
    for (const digit of digits) buffer = (buffer << BigInt(bits)) | BigInt(digit);
    buffer >>= BigInt(digits.length * bits - whole * 8);
    for (let index = whole - 1; index >= 0; index--) out.push(Number((buffer >> BigInt(8 * index)) & 255n));
    if (padded) return Uint8Array.from(out);
  }

  /** The offset of what is wrong with the padding after so many digits. */
  function padding(count: number): number | undefined {
    const allowed = name === 'base64' ? [2, 3] : [2, 4, 5, 7];
    if (!allowed.includes(count)) return at - 1;
    for (let missing = group - count - 1; missing > 0; missing--) {
      while (isLineEnd(bytes[at])) at++;
      if (at >= bytes.length) return bytes.length;
      if (bytes[at] !== 61) return at;
      at++;
    }
    while (isLineEnd(bytes[at])) at++;
    return at < bytes.length ? at : undefined;
  }
}

function strippedLength(bytes: Uint8Array, at: number): number {
  return bytes.subarray(0, at).filter((byte) => byte !== 10 && byte !== 13).length;
}

/** The decoded text, or as Sprig does the error in its place. */
function decodedText(alphabet: Alphabet): (text: string) => string {
  return (text) => {
    const result = decode(text, alphabet);
    return 'error' in result ? result.error : fromBytes(result);
  };
}

/** Base64 of bytes. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export const ENCODINGS: Functions = {
  b64enc: fn(['string'], (text) => base64(toBytes(text))),
  b64dec: fn(['string'], decodedText(BASE64)),
  b32enc: fn(['string'], base32),
  b32dec: fn(['string'], decodedText(BASE32)),
  sha1sum: fn(['string'], digest('sha1')),
  sha256sum: fn(['string'], digest('sha256')),
  sha512sum: fn(['string'], digest('sha512')),
  adler32sum: fn(['string'], adler32),
};

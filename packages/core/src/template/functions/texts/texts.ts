/**
 * Sprig's functions of texts.
 * Source: strings.go of Sprig 3.3 and goutils 1.1.1.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { printValue } from '../../format/print-value.js';
import { quote } from '../../format/quote.js';
import { checkTextLength } from '../../values/budget.js';
import { byteLength, isAscii, isSpaceRune, sliceBytes, toBytes, trimSpace } from '../../values/go-text.js';
import { plain, read } from '../../values/traced.js';
import { list, TEXT_LIST, textMap, type Value } from '../../values/value.js';
import { type Carried, carrying, type Functions, fn, shifted, variadicFn } from '../call/define.js';
import { joinTexts } from '../call/joined-text.js';
import { stringValue, stringValues } from '../call/string-value.js';
import {
  initials,
  kebabCase,
  lower,
  pascalCase,
  snakeCase,
  swapCase,
  title,
  untitle,
  upper,
} from './letter-case.js';
import { wrapText } from './wrap-text.js';

function trimmed(text: string): Carried {
  const result = trimSpace(text);
  return [result, shifted(text.indexOf(result))];
}

function trimSet(set: string, text: string): Carried {
  const cut = new Set(set);
  const chars = [...text];
  let start = 0;
  let end = chars.length;
  while (start < end && cut.has(chars[start] ?? '')) start++;
  while (end > start && cut.has(chars[end - 1] ?? '')) end--;
  return [chars.slice(start, end).join(''), shifted(chars.slice(0, start).join('').length)];
}

function sliceOf(text: string, start: number, end: number): Carried {
  const length = byteLength(text);
  if (end < 0 || end > length)
    throw new GoFault(
      end < 0
        ? `runtime error: slice bounds out of range [:${end}]`
        : `runtime error: slice bounds out of range [:${end}] with length ${length}`,
    );
  if (start > end) throw new GoFault(`runtime error: slice bounds out of range [${start}:${end}]`);
  if (isAscii(text)) return [text.slice(start, end), shifted(start)];
  return [sliceBytes(text, start, end), shifted(sliceBytes(text, 0, start).length)];
}

function substring(start: number, end: number, text: string): Carried {
  if (start < 0) return sliceOf(text, 0, end);
  const length = byteLength(text);
  return sliceOf(text, start, end < 0 || end > length ? length : end);
}

function truncate(count: number, text: string): Carried {
  const length = byteLength(text);
  if (count < 0 && length + count > 0) return sliceOf(text, length + count, length);
  return count >= 0 && length > count ? sliceOf(text, 0, count) : text;
}

/** Source: AbbreviateFull of goutils. */
function abbreviate(text: string, offset: number, width: number): string {
  const length = byteLength(text);
  if (width < 4) return '';
  if (length <= width) return text;
  let from = Math.min(offset, length);
  if (length - from < width - 3) from = length - (width - 3);
  if (from <= 4) return `${sliceBytes(text, 0, width - 3)}...`;
  if (width < 7) return '';
  if (from + width - 3 < length) return `...${abbreviate(sliceBytes(text, from, length), 0, width - 3)}`;
  return `...${sliceBytes(text, length - (width - 3), length)}`;
}

function repeat(count: number, text: string): string {
  if (count < 0) throw new GoFault('strings: negative Repeat count');
  checkTextLength(count * text.length);
  return text.repeat(count);
}

function indent(spaces: number, text: string, head: string): Carried {
  if (spaces < 0) throw new GoFault('strings: negative Repeat count');
  const padding = repeat(spaces, ' ');
  const lines = text.split('\n').length;
  checkTextLength(text.length + lines * spaces);
  const result = head + padding + text.replaceAll('\n', `\n${padding}`);
  const place = (at: number): number => {
    const within = at - head.length;
    if (within < 0) return -1;
    // Each line feed before the character came with its padding.
    const lineStart = result.lastIndexOf('\n', at - 1) + 1;
    const isHead = lineStart <= head.length;
    const column = at - (isHead ? head.length : lineStart);
    if (column < spaces && result[at] !== '\n') return -1;
    let before = 1;
    for (
      let found = result.indexOf('\n', head.length);
      found >= 0 && found < at;
      found = result.indexOf('\n', found + 1)
    )
      before++;
    return within - before * spaces;
  };
  return [result, place];
}

/** Source: DeleteWhiteSpace of goutils, which takes bytes for characters. */
function noSpace(text: string): string {
  const kept = [...toBytes(text)].filter((byte) => !isSpaceRune(byte));
  if (kept.length === byteLength(text)) return text;
  return kept.map((byte) => String.fromCharCode(byte)).join('');
}

function replaced(old: string, by: string, text: string): Carried {
  const most = old === '' ? text.length + 1 : text.split(old).length;
  checkTextLength(text.length + most * by.length);
  if (old === '') {
    const chars = [...text];
    return by + chars.map((char) => char + by).join('');
  }
  const result = text.replaceAll(old, () => by);
  const place = (at: number): number => {
    let before = 0;
    let after = 0;
    for (;;) {
      const found = text.indexOf(old, before);
      const kept = (found < 0 ? text.length : found) - before;
      if (at < after + kept) return before + (at - after);
      if (found < 0 || at < after + kept + by.length) return -1;
      before = found + old.length;
      after += kept + by.length;
    }
  };
  return [result, place];
}

/** Go's strings.SplitN: all parts for a negative count. */
export function splitText(text: string, separator: string, count: number): string[] {
  if (count === 0) return [];
  const all = separator === '' ? [...text] : text.split(separator);
  if (count < 0 || all.length <= count) return all;
  return [...all.slice(0, count - 1), all.slice(count - 1).join(separator)];
}

function numbered(parts: readonly string[]): Value {
  return textMap(parts.map((part, at): [string, Value] => [`_${at}`, part]));
}

const present = (value: Value): boolean => plain(value) !== null;

/** Each value in quotes; a single text keeps its places. */
function quoting(quoteOne: (value: Value) => string): Functions[string] {
  return variadicFn([], 'interface {}', (_args, values, site) => {
    const parts = values.filter(present).map((value): [string, Value] => [quoteOne(value), value]);
    return joinTexts(parts, ' ', site);
  });
}

const TO_STRING: GoFunction = {
  params: ['interface {}'],
  call: ([value = null]) => (typeof plain(value) === 'string' ? value : stringValue(value)),
};

export const TEXTS: Functions = {
  trim: carrying(['string'], 0, trimmed),
  trimAll: carrying(['string', 'string'], 1, trimSet),
  trimall: carrying(['string', 'string'], 1, trimSet),
  trimSuffix: carrying(['string', 'string'], 1, (suffix, text) =>
    text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
  ),
  trimPrefix: carrying(['string', 'string'], 1, (prefix, text) =>
    text.startsWith(prefix) ? [text.slice(prefix.length), shifted(prefix.length)] : text,
  ),
  upper: carrying(['string'], 0, upper),
  lower: carrying(['string'], 0, lower),
  title: carrying(['string'], 0, title),
  untitle: carrying(['string'], 0, untitle),
  swapcase: carrying(['string'], 0, swapCase),
  initials: fn(['string'], initials),
  nospace: fn(['string'], noSpace),
  repeat: fn(['int', 'string'], repeat),
  substr: carrying(['int', 'int', 'string'], 2, substring),
  trunc: carrying(['int', 'string'], 1, truncate),
  abbrev: carrying(['int', 'string'], 1, (width, text) => (width < 4 ? text : abbreviate(text, 0, width))),
  abbrevboth: fn(['int', 'int', 'string'], (left, right, text) =>
    right < 4 || (left > 0 && right < 7) ? text : abbreviate(text, left, right),
  ),
  wrap: fn(['int', 'string'], (width, text) => wrapText(text, width, '', false)),
  wrapWith: fn(['int', 'string', 'string'], (width, separator, text) =>
    wrapText(text, width, separator, true),
  ),
  contains: fn(['string', 'string'], (part, text) => text.includes(part)),
  hasPrefix: fn(['string', 'string'], (prefix, text) => text.startsWith(prefix)),
  hasSuffix: fn(['string', 'string'], (suffix, text) => text.endsWith(suffix)),
  replace: carrying(['string', 'string', 'string'], 2, replaced),
  plural: {
    params: ['string', 'string', 'int'],
    call: ([one, many, count]) => (printValue(count ?? null) === '1' ? one : many),
  },
  indent: carrying(['int', 'string'], 1, (spaces, text) => indent(spaces, text, '')),
  nindent: carrying(['int', 'string'], 1, (spaces, text) => indent(spaces, text, '\n')),
  quote: quoting((value) => quote(stringValue(value))),
  squote: quoting((value) => `'${printValue(value)}'`),
  cat: variadicFn([], 'interface {}', (_args, values, site) =>
    joinTexts(
      values.filter(present).map((value) => [printValue(value), value]),
      ' ',
      site,
    ),
  ),
  toString: TO_STRING,
  toStrings: fn(['interface {}'], (value) =>
    list(
      stringValues(value).map(([text, item]) => keep(text, item)),
      TEXT_LIST,
    ),
  ),
  join: {
    params: ['string', 'interface {}'],
    call: ([separator, value], site) =>
      joinTexts(stringValues(value ?? null), read(separator ?? null) as string, site),
  },
  split: fn(['string', 'string'], (separator, text) => numbered(splitText(text, separator, -1))),
  splitn: fn(['string', 'int', 'string'], (separator, count, text) =>
    numbered(splitText(text, separator, count)),
  ),
  splitList: fn(['string', 'string'], (separator, text) => list(splitText(text, separator, -1), TEXT_LIST)),
  snakecase: fn(['string'], snakeCase),
  kebabcase: fn(['string'], kebabCase),
  camelcase: fn(['string'], pascalCase),
  hello: fn([], () => 'Hello!'),
};

/** The item itself where its text is what it is. */
function keep(text: string, item: Value): Value {
  return plain(item) === text ? item : text;
}

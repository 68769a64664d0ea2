/**
 * Upper and lower case, and words in cases.
 * Source: Go's strings and unicode, goutils 1.1.1, xstrings 1.5.
 *
 * @module
 */
import { isDigit, isLetter, isSpaceRune, toBytes } from '../../values/go-text.js';

/** Go changes characters one by one: `ß` has no single capital. */
function mapRunes(text: string, change: (char: string) => string): string {
  let out = '';
  for (const char of text) out += change(char);
  return out;
}

function upperRune(char: string): string {
  const result = char.toUpperCase();
  return [...result].length === 1 ? result : char;
}

function lowerRune(char: string): string {
  if (char === 'İ') return 'i';
  const result = char.toLowerCase();
  return [...result].length === 1 ? result : char;
}

const TITLES: Readonly<Record<string, string>> = {
  ǆ: 'ǅ',
  Ǆ: 'ǅ',
  ǉ: 'ǈ',
  Ǉ: 'ǈ',
  ǌ: 'ǋ',
  Ǌ: 'ǋ',
  ǳ: 'ǲ',
  Ǳ: 'ǲ',
};

function titleRune(char: string): string {
  return TITLES[char] ?? upperRune(char);
}

export function upper(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text.toUpperCase() : mapRunes(text, upperRune);
}

export function lower(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : mapRunes(text, lowerRune);
}

function isSpace(char: string): boolean {
  return isSpaceRune(char.codePointAt(0) ?? 0);
}

/** Go's strings.Title. */
export function title(text: string): string {
  let previous = ' ';
  return mapRunes(text, (char) => {
    const begins = isSeparator(previous);
    previous = char;
    return begins ? titleRune(char) : char;
  });
}

function isSeparator(char: string): boolean {
  const rune = char.codePointAt(0) ?? 0;
  if (rune < 128) return !/[0-9A-Za-z_]/.test(char);
  return !isLetter(rune) && !isDigit(rune) && isSpaceRune(rune);
}

export function untitle(text: string): string {
  let begins = true;
  return mapRunes(text, (char) => {
    if (isSpace(char)) {
      begins = true;
      return char;
    }
    const result = begins ? lowerRune(char) : char;
    begins = false;
    return result;
  });
}

export function swapCase(text: string): string {
  let afterSpace = true;
  return mapRunes(text, (char) => {
    if (/^[\p{Lu}\p{Lt}]$/u.test(char)) {
      afterSpace = false;
      return lowerRune(char);
    }
    if (/^\p{Ll}$/u.test(char)) {
      const begins = afterSpace;
      afterSpace = false;
      return begins ? titleRune(char) : upperRune(char);
    }
    afterSpace = isSpace(char);
    return char;
  });
}

/** The first byte of each word, taken for a character. */
export function initials(text: string): string {
  let gap = true;
  let out = '';
  for (const byte of toBytes(text)) {
    if (isSpaceRune(byte)) gap = true;
    else if (gap) {
      out += String.fromCharCode(byte);
      gap = false;
    }
  }
  return out;
}

function isConnector(char: string): boolean {
  return char === '-' || char === '_' || isSpace(char);
}

function isUpper(char: string): boolean {
  return /^\p{Lu}$/u.test(char);
}

/** Source: ToPascalCase of xstrings. */
export function pascalCase(text: string): string {
  const chars = [...text];
  let out = '';
  let at = 0;
  while (at < chars.length && isConnector(chars[at] ?? '')) out += chars[at++];
  if (at === chars.length) return out;
  const first = chars[at++] ?? '';
  let current = upperRune(first);
  let lowers = isUpper(first);
  if (at === chars.length) return out + current;
  for (; at < chars.length; at++) {
    const previous = current;
    current = chars[at] ?? '';
    if (isConnector(current) && isConnector(previous)) {
      out += previous;
      continue;
    }
    if (isConnector(previous)) {
      lowers = isUpper(current);
      current = upperRune(current);
      continue;
    }
    if (lowers) {
      if (isUpper(current)) current = lowerRune(current);
      else lowers = false;
    }
    out += previous;
  }
  return out + current;
}

export function snakeCase(text: string): string {
  return separated(text, '_');
}

export function kebabCase(text: string): string {
  return separated(text, '-');
}

type WordType = 'none' | 'number' | 'upper' | 'letters' | 'connector' | 'punctuation' | 'other';

interface Word {
  readonly type: WordType;
  readonly text: string;
}

const NONE: Word = { type: 'none', text: '' };

function typeOf(char: string): WordType {
  if (isConnector(char)) return 'connector';
  if (/^\p{P}$/u.test(char)) return 'punctuation';
  if (isUpper(char)) return 'upper';
  if (isAlphabet(char)) return 'letters';
  return /^\p{N}$/u.test(char) ? 'number' : 'other';
}

/** Source: isAlphabet of xstrings: letters but the characters of Chinese. */
function isAlphabet(char: string): boolean {
  return /^\p{L}$/u.test(char) && !/^[\u4e00-\u9fcc\u3400-\u4d85\u{20000}-\u{2b81d}]$/u.test(char);
}

/** Splits as `nextWord` of xstrings does: `HTTPServer` is `HTTP` and `Server`. */
function words(text: string): Word[] {
  const chars = [...text];
  const found: Word[] = [];
  for (let at = 0; at < chars.length; ) {
    const type = typeOf(chars[at] ?? '');
    let end = at + 1;
    const typeAt = (index: number): WordType | undefined =>
      index < chars.length ? typeOf(chars[index] ?? '') : undefined;
    if (type === 'upper') {
      if (typeAt(end) === 'upper') {
        while (typeAt(end) === 'upper') end++;
        if (typeAt(end) === 'letters') end--;
      } else while (typeAt(end) === 'letters') end++;
    } else while (typeAt(end) === type) end++;
    found.push({ type, text: chars.slice(at, end).join('') });
    at = end;
  }
  return found;
}

function lowered({ type, text }: Word, connector: string): string {
  if (type !== 'upper' && type !== 'connector') return text;
  return mapRunes(text, (char) => (isConnector(char) ? connector : isUpper(char) ? lowerRune(char) : char));
}

/** Source: camelCaseToLowerCase of xstrings. */
function separated(text: string, connector: string): string {
  const all = words(text);
  let next = 0;
  let out = '';
  const take = (): Word => all[next++] ?? NONE;
  const more = (): boolean => next < all.length;
  const write = (word: Word): void => {
    out += lowered(word, connector);
  };
  let word = take();
  /** Words that a number takes with it. */
  const writeTail = (): void => {
    while (word.type === 'letters' || word.type === 'number') {
      write(word);
      word = take();
    }
    if (!['none', 'punctuation', 'connector'].includes(word.type)) out += connector;
  };
  while (more()) {
    if (word.type !== 'connector') write(word);
    const previous = word;
    word = take();
    if (previous.type === 'number') writeTail();
    else if (previous.type === 'connector') write(previous);
    else if (previous.type === 'punctuation') continue;
    else if (word.type !== 'number') {
      if (word.type !== 'connector' && word.type !== 'punctuation') out += connector;
    } else if (more()) {
      const number = word;
      word = take();
      if (word.type !== 'letters') {
        write(number);
        if (word.type !== 'connector' && word.type !== 'punctuation') out += connector;
      } else {
        out += connector;
        write(number);
        writeTail();
      }
    }
  }
  write(word);
  return out;
}

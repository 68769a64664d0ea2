/**
 * How a scalar is written: plain, quoted or as a block, and where its lines fold.
 * Source: emitterc.go of go-yaml v2 (the analysis of scalars, the choice of style, the writers).
 *
 * @module
 */
import { own } from '../../source/text/own.js';
import { resolvePlain } from '../nodes/resolve-scalar.js';

const WIDTH = 80;
const MAX_SIMPLE_KEY = 128;

/** What a text is made of, as far as the choice of style needs it. */
interface Analysis {
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/**
 * The lines of a scalar that begins in a column; the lines after the first bring their own indentation.
 *
 * @param content - the text, and whether it stands for a string that must not be read as anything else
 * @param indent - the column in which the further lines of this scalar stand
 * @param emitter - v3 as it is set up by default breaks no lines, and writes tabs in blocks
 */
export function writeScalar(
  content: { readonly text: string; readonly quoted: boolean },
  column: number,
  indent: number,
  emitter: 'v2' | 'v3' = 'v2',
): string[] {
  const { text } = content;
  if (!content.quoted) return [text];
  const width = emitter === 'v2' ? WIDTH : Number.POSITIVE_INFINITY;
  const analysis = analyze(text, emitter);
  if (text.includes('\n')) {
    return analysis.block ? literal(text, indent) : folded(doubleQuoted(text), column, indent, width);
  }
  if (!readsAsString(text)) return folded(doubleQuoted(text), column, indent, width);
  if (analysis.plain) return folded([...text].map(asWord), column, indent, width);
  return analysis.single
    ? singleQuoted(text, column, indent, width)
    : folded(doubleQuoted(text), column, indent, width);
}

/** A key of a block mapping, without its colon. */
export function writeKey(text: string, indent: number): string {
  const written = simpleKey(text);
  return text.length > MAX_SIMPLE_KEY ? `? ${written}\n${' '.repeat(indent)}` : written;
}

function simpleKey(text: string): string {
  const analysis = analyze(text, 'v2');
  if (analysis.multiline) return joined(doubleQuoted(text));
  if (text === '' || !readsAsString(text)) return joined(doubleQuoted(text));
  if (analysis.plain) return text;
  return analysis.single ? `'${text.replaceAll("'", "''")}'` : joined(doubleQuoted(text));
}

function readsAsString(text: string): boolean {
  return (
    resolvePlain(text) === '!!str' && resolvePlain(text, 'go-yaml-v2') === '!!str' && !BASE_60.test(text)
  );
}

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function analyze(text: string, emitter: 'v2' | 'v3'): Analysis {
  if (text === '') return { multiline: false, plain: true, single: true, block: false };
  const chars = [...text];
  const last = chars.length - 1;
  const seen = {
    indicator: /^(---|\.\.\.)/.test(text),
    special: false,
    tab: false,
    breaks: false,
    breakSpace: false,
    spaceBreak: false,
  };
  for (const [at, char] of chars.entries()) {
    const next = chars[at + 1];
    const nextBlank = next === undefined || BLANK.test(next);
    if (isIndicator(char, at === 0, nextBlank, at === 0 || BLANK.test(chars[at - 1] ?? ' ')))
      seen.indicator = true;
    if (char === '\t' && emitter === 'v3') seen.tab = true;
    else if (!isPrintable(char)) seen.special = true;
    if (BREAK.test(char)) {
      seen.breaks = true;
      if (at > 0 && chars[at - 1] === ' ') seen.spaceBreak = true;
    } else if (char === ' ' && at > 0 && BREAK.test(chars[at - 1] ?? '')) seen.breakSpace = true;
  }
  const edge = (char: string | undefined): boolean => char === ' ' || BREAK.test(char ?? '');
  const edges = edge(chars[0]) || edge(chars[last]);
  const awkward = seen.spaceBreak || seen.special;
  return {
    multiline: seen.breaks,
    plain: !(edges || seen.breakSpace || awkward || seen.tab || seen.breaks || seen.indicator),
    single: !(seen.breakSpace || awkward || seen.tab),
    block: !(chars[last] === ' ' || awkward),
  };
}

const BLANK = /[ \t\n\r\u0085\u2028\u2029\0]/;
const BREAK = /[\n\r\u0085\u2028\u2029]/;

function isIndicator(char: string, first: boolean, nextBlank: boolean, afterBlank: boolean): boolean {
  if (char === ':') return nextBlank;
  if (!first) return char === '#' && afterBlank;
  return char === '?' || char === '-' ? nextBlank : '#,[]{}&*!|>\'"%@`'.includes(char);
}

/** Whether the emitter writes a character as it is. */
export function isPrintable(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code === 0x0a || (code >= 0x20 && code <= 0x7e)) return true;
  return code >= 0xa0 && code < 0xfffe && code !== 0xfeff && !(code >= 0xd800 && code < 0xe000);
}

/** A character as it is written, and whether a line may fold at it. */
interface Word {
  readonly text: string;
  readonly space: boolean;
}

function asWord(char: string): Word {
  return { text: char, space: char === ' ' };
}

function joined(words: readonly Word[]): string {
  return words.map((word) => word.text).join('');
}

/** Breaks a plain or double-quoted scalar at spaces once the line is full. */
function folded(words: readonly Word[], column: number, indent: number, width: number): string[] {
  const lines: string[] = [];
  const quoted = words[0]?.text === '"';
  const [first, last] = quoted ? [1, words.length - 2] : [0, words.length - 1];
  let line = '';
  let at = column;
  let afterSpace = false;
  for (const [index, word] of words.entries()) {
    const nextIsSpace = words[index + 1]?.space ?? false;
    const foldable =
      word.space && !afterSpace && at > width && (quoted ? index > first && index < last : !nextIsSpace);
    if (foldable) {
      lines.push(line);
      line = ' '.repeat(indent) + (quoted && nextIsSpace ? '\\' : '');
      at = line.length;
    } else {
      line += word.text;
      at += [...word.text].length;
    }
    afterSpace = word.space;
  }
  return [...lines, line];
}

function doubleQuoted(text: string): Word[] {
  // The emitter looks for a byte order mark in front of the text at each character.
  const marked = text.startsWith('\ufeff');
  const words = [...text].map((char): Word => {
    if (marked && own(ESCAPES, char) === undefined) return { text: hexEscape(char), space: false };
    if (char === ' ') return asWord(char);
    const short = own(ESCAPES, char);
    if (short) return { text: `\\${short}`, space: false };
    return { text: isPrintable(char) && !BREAK.test(char) ? char : hexEscape(char), space: false };
  });
  return [{ text: '"', space: false }, ...words, { text: '"', space: false }];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

function hexEscape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function singleQuoted(text: string, column: number, indent: number, width: number): string[] {
  const chars = [...text];
  const lines: string[] = [];
  let line = "'";
  let at = column + 1;
  let afterSpace = false;
  for (const [index, char] of chars.entries()) {
    const fold =
      char === ' ' &&
      !afterSpace &&
      at > width &&
      index > 0 &&
      index < chars.length - 1 &&
      chars[index + 1] !== ' ';
    if (fold) {
      lines.push(line);
      line = ' '.repeat(indent);
      at = indent;
    } else if (BREAK.test(char)) {
      // Only the line separators of Unicode come here: a line feed makes a block.
      const more = chars[index + 1];
      const indents = more !== undefined && !BREAK.test(more);
      line += char + (indents ? ' '.repeat(indent) : '');
      at = indents ? indent : 0;
    } else {
      const written = char === "'" ? "''" : char;
      line += written;
      at += written.length;
    }
    afterSpace = char === ' ';
  }
  return [...lines, `${line}'`];
}

function literal(text: string, indent: number): string[] {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = text.endsWith('\n') ? (text === '\n' || text.endsWith('\n\n') ? '+' : '') : '-';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  // A line separator of Unicode ends a line as well, and stays.
  const margin = ' '.repeat(indent);
  const lines = body
    .split('\n')
    .map((line) => line.replace(/(^|[\u0085\u2028\u2029])(?=[^\u0085\u2028\u2029])/g, `$1${margin}`));
  return [`|${hint}${chomp}`, ...lines];
}

/**
 * Template text → tokens.
 * Source: text/template/parse/lex.go of Go 1.26.
 *
 * @module
 */
import { showRune } from '../format/quote.js';
import { isDigit, isLetter, runeAt } from '../values/go-text.js';
import { type Delimiters, KEYWORDS, type Token, type TokenType } from './token.js';

/** All tokens of a text; the last one is `eof` or `error`. */
export function lex(text: string, { left, right }: Delimiters): Token[] {
  const lexer: Lexer = { text, left, right, tokens: [], start: 0, at: 0, parens: 0 };
  while (lexText(lexer) && lexAction(lexer));
  return lexer.tokens;
}

interface Lexer {
  readonly text: string;
  readonly left: string;
  readonly right: string;
  readonly tokens: Token[];
  /** Where the token that is being read begins. */
  start: number;
  at: number;
  parens: number;
}

function emit(lexer: Lexer, type: TokenType): true {
  lexer.tokens.push({ type, at: lexer.start, text: lexer.text.slice(lexer.start, lexer.at) });
  lexer.start = lexer.at;
  return true;
}

function fail(lexer: Lexer, message: string): false {
  lexer.tokens.push({ type: 'error', at: lexer.start, text: message });
  return false;
}

/** The text up to the next action, and the action's opening; false at the end. */
function lexText(lexer: Lexer): boolean {
  const { text, left } = lexer;
  for (;;) {
    const found = text.indexOf(left, lexer.at);
    if (found < 0) {
      lexer.at = text.length;
      if (lexer.at > lexer.start) emit(lexer, 'text');
      emit(lexer, 'eof');
      return false;
    }
    const inside = found + left.length;
    const trims = text[inside] === '-' && isSpace(text.charCodeAt(inside + 1));
    lexer.at = trims ? skipSpacesBack(text, lexer.start, found) : found;
    if (lexer.at > lexer.start) emit(lexer, 'text');
    lexer.start = found;
    const first = trims ? inside + 2 : inside;
    if (!text.startsWith('/*', first)) {
      lexer.at = inside;
      emit(lexer, 'left');
      lexer.start = first;
      lexer.at = first;
      lexer.parens = 0;
      return true;
    }
    lexer.start = first;
    if (!skipComment(lexer, first)) return false;
  }
}

function skipComment(lexer: Lexer, first: number): boolean {
  const { text, right } = lexer;
  const close = text.indexOf('*/', first + 2);
  if (close < 0) return fail(lexer, 'unclosed comment');
  lexer.at = close + 2;
  const end = rightDelimiter(lexer);
  if (!end) return fail(lexer, 'comment ends before closing delimiter');
  lexer.at += (end === 'trim' ? 2 : 0) + right.length;
  if (end === 'trim') lexer.at = skipSpaces(text, lexer.at);
  lexer.start = lexer.at;
  return true;
}

function rightDelimiter({ text, right, at }: Lexer): 'plain' | 'trim' | undefined {
  if (isSpace(text.charCodeAt(at)) && text[at + 1] === '-' && text.startsWith(right, at + 2)) return 'trim';
  return text.startsWith(right, at) ? 'plain' : undefined;
}

/** The tokens up to the end of an action; false on an error. */
function lexAction(lexer: Lexer): boolean {
  const { text } = lexer;
  for (;;) {
    const delimiter = rightDelimiter(lexer);
    if (delimiter) {
      if (lexer.parens > 0) return fail(lexer, 'unclosed left paren');
      if (delimiter === 'trim') lexer.at += 2;
      lexer.start = lexer.at;
      lexer.at += lexer.right.length;
      emit(lexer, 'right');
      if (delimiter === 'trim') lexer.at = skipSpaces(text, lexer.at);
      lexer.start = lexer.at;
      return true;
    }
    if (lexer.at >= text.length) return fail(lexer, 'unclosed action');
    if (!lexToken(lexer)) return false;
  }
}

function lexToken(lexer: Lexer): boolean {
  const { text } = lexer;
  const code = text.charCodeAt(lexer.at);
  if (isSpace(code)) return lexSpace(lexer);
  if (code === DOT && !isDecimal(text.charCodeAt(lexer.at + 1))) return lexName(lexer, 'field', 'dot');
  if (code === DOT || code === PLUS || code === MINUS || isDecimal(code)) return lexNumber(lexer);
  const rune = runeAt(text, lexer.at);
  if (isAlphaNumeric(rune)) return lexIdentifier(lexer);
  switch (text[lexer.at]) {
    case '=':
      return one(lexer, 'assign');
    case ':':
      lexer.at += 2;
      return text[lexer.at - 1] === '=' ? emit(lexer, 'declare') : fail(lexer, 'expected :=');
    case '|':
      return one(lexer, 'pipe');
    case '"':
      return lexQuoted(lexer, '"', 'string', 'unterminated quoted string');
    case "'":
      return lexQuoted(lexer, "'", 'char-constant', 'unterminated character constant');
    case '`':
      return lexRaw(lexer);
    case '$':
      return lexName(lexer, 'variable', 'variable');
    case '(':
      lexer.parens++;
      return one(lexer, 'open');
    case ')':
      lexer.parens--;
      return lexer.parens < 0 ? fail(lexer, 'unexpected right paren') : one(lexer, 'close');
    default:
      if (code > 0x20 && code < 0x7f) return one(lexer, 'char');
      return fail(lexer, `unrecognized character in action: ${showRune(rune)}`);
  }
}

function one(lexer: Lexer, type: TokenType): true {
  lexer.at++;
  return emit(lexer, type);
}

function lexSpace(lexer: Lexer): true {
  const { text, right } = lexer;
  const end = skipSpaces(text, lexer.at);
  // The blank in front of `-}}` belongs to the end of the action.
  const marker = text[end] === '-' && text.startsWith(right, end + 1);
  const upTo = marker ? end - 1 : end;
  if (upTo === lexer.at) return true;
  lexer.at = upTo;
  return emit(lexer, 'space');
}

function lexIdentifier(lexer: Lexer): boolean {
  skipAlphaNumeric(lexer);
  if (!atTerminator(lexer)) return badCharacter(lexer);
  const word = lexer.text.slice(lexer.start, lexer.at);
  if (KEYWORDS.has(word)) return emit(lexer, word as TokenType);
  return emit(lexer, word === 'true' || word === 'false' ? 'bool' : 'identifier');
}

function lexName(lexer: Lexer, type: TokenType, alone: TokenType): boolean {
  lexer.at++;
  if (atTerminator(lexer)) return emit(lexer, alone);
  skipAlphaNumeric(lexer);
  return atTerminator(lexer) ? emit(lexer, type) : badCharacter(lexer);
}

function badCharacter(lexer: Lexer): false {
  return fail(lexer, `bad character ${showRune(runeAt(lexer.text, lexer.at))}`);
}

function skipAlphaNumeric(lexer: Lexer): void {
  for (;;) {
    const rune = runeAt(lexer.text, lexer.at);
    if (rune < 0 || !isAlphaNumeric(rune)) return;
    lexer.at += rune > 0xffff ? 2 : 1;
  }
}

function atTerminator({ text, at, right }: Lexer): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return isSpace(code) || '.,|:)('.includes(text.charAt(at)) || text.startsWith(right, at);
}

function lexQuoted(lexer: Lexer, quote: string, type: TokenType, unterminated: string): boolean {
  const { text } = lexer;
  for (let at = lexer.at + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\n' || (char === '\\' && (text[++at] ?? '\n') === '\n')) break;
    if (char === quote) {
      lexer.at = at + 1;
      return emit(lexer, type);
    }
  }
  return fail(lexer, unterminated);
}

function lexRaw(lexer: Lexer): boolean {
  const end = lexer.text.indexOf('`', lexer.at + 1);
  if (end < 0) return fail(lexer, 'unterminated raw quoted string');
  lexer.at = end + 1;
  return emit(lexer, 'raw');
}

function lexNumber(lexer: Lexer): boolean {
  if (!scanNumber(lexer)) return badNumber(lexer);
  const next = lexer.text[lexer.at];
  if (next !== '+' && next !== '-') return emit(lexer, 'number');
  if (!scanNumber(lexer) || lexer.text[lexer.at - 1] !== 'i') return badNumber(lexer);
  return emit(lexer, 'complex');
}

function badNumber(lexer: Lexer): false {
  return fail(lexer, `bad number syntax: ${JSON.stringify(lexer.text.slice(lexer.start, lexer.at))}`);
}

const NUMBER =
  /[-+]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][-+]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]*)?)i?/y;

function scanNumber(lexer: Lexer): boolean {
  NUMBER.lastIndex = lexer.at;
  NUMBER.exec(lexer.text);
  lexer.at = Math.max(NUMBER.lastIndex, lexer.at);
  const rune = runeAt(lexer.text, lexer.at);
  if (rune < 0 || !isAlphaNumeric(rune)) return true;
  lexer.at += rune > 0xffff ? 2 : 1;
  return false;
}

const DOT = 46;
const PLUS = 43;
const MINUS = 45;

function isDecimal(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function isAlphaNumeric(rune: number): boolean {
  if (rune < 128)
    return (
      (rune >= 97 && rune <= 122) || (rune >= 65 && rune <= 90) || rune === 95 || (rune >= 48 && rune <= 57)
    );
  return isLetter(rune) || isDigit(rune);
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function skipSpacesBack(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/**
 * Text that the npm package `yaml` refuses for its layout alone, laid out as it wants it.
 * Go's parser asks for no indentation within brackets and quotes, for no blank before a comment that follows
 * a bracket, a comma or a quote, it ends the name of an alias at a colon, and it knows the escape `\'`.
 * Only texts with an error come here.
 * Source: scannerc.go of go-yaml v2 and v3.
 *
 * @module
 */
import { type Edit, editText, type PlacedText } from '../nodes/edited-text.js';

/** The text with what is missing put in, or nothing if that changes nothing. */
export function relaxLayout(placed: PlacedText): PlacedText | undefined {
  const scan: Scan = { text: placed.text, at: 0, edits: [], added: 0 };
  while (scan.at < scan.text.length) if (!scanLine(scan)) break;
  return scan.edits.length > 0 ? editText(placed, scan.edits) : undefined;
}

interface Scan {
  readonly text: string;
  at: number;
  readonly edits: Edit[];
  /** How many blanks were put in: the whole must not grow without bound. */
  added: number;
}

const MOST_ADDED = 1_000_000;
const BLANK_OR_END = /[ \t\r\n]|^$/;

/** Reads the tokens that begin in a line; false where nothing can be said of the rest of the text. */
function scanLine(scan: Scan): boolean {
  const { text } = scan;
  const line = scan.at;
  // The column of the mapping or sequence that this line last began an entry of.
  let parent = -1;
  let fresh = true;
  if (text.startsWith('---', line)) {
    if (text[line + 3] === '#') insert(scan, line + 3, ' ');
    if (text[line + 3] === '#' || BLANK_OR_END.test(text[line + 3] ?? '')) scan.at += 3;
  }
  for (;;) {
    const before = scan.at;
    skipBlanks(scan);
    const char = text[scan.at];
    if (char === undefined) return true;
    if (char === '\n' || char === '\r') {
      scan.at++;
      return true;
    }
    const column = scan.at - line;
    if (char === '#' && (scan.at > before || fresh)) skipLine(scan);
    else if ('-?:'.includes(char) && BLANK_OR_END.test(text[scan.at + 1] ?? '')) {
      if (char !== ':') parent = column;
      scan.at++;
      fresh = true;
    } else if (char === '"' || char === "'") {
      if (!scanQuoted(scan, column + 1)) return false;
      fresh = endsToken(scan);
      parent = isKeyEnd(scan) ? column : parent;
    } else if (char === '[' || char === '{') {
      if (!scanFlow(scan, column + 1)) return false;
      fresh = endsToken(scan);
      parent = isKeyEnd(scan) ? column : parent;
    } else if ((char === '|' || char === '>') && fresh) {
      scanBlockScalar(scan, parent < 0 ? indentOf(text, line) - 1 : parent);
      return true;
    } else if (char === '*' && fresh && scanAliasKey(scan)) {
      parent = column;
    } else if ('&*!'.includes(char) && fresh) skipWord(scan, /[ \t\r\n]/);
    else if (scanPlain(scan)) {
      parent = column;
      fresh = false;
    } else {
      skipMoreIndented(scan, parent < 0 ? indentOf(text, line) : parent);
      return true;
    }
  }
}

/** Passes a plain scalar of a line; true if it is a key. */
function scanPlain(scan: Scan): boolean {
  const end = /:(?=[ \t\r\n]|$)|[ \t]#|[\r\n]|$/g;
  end.lastIndex = scan.at;
  const match = end.exec(scan.text);
  scan.at = match ? match.index : scan.text.length;
  return match?.[0] === ':';
}

function scanBlockScalar(scan: Scan, parent: number): void {
  const header = /[|>][-+0-9]*/y;
  header.lastIndex = scan.at;
  const [mark = ''] = header.exec(scan.text) ?? [];
  scan.at += mark.length;
  if (scan.text[scan.at] === '#') insert(scan, scan.at, ' ');
  skipMoreIndented(scan, parent);
}

/** Passes the rest of the line and all lines below it that are empty or stand further in than a column. */
function skipMoreIndented(scan: Scan, column: number): void {
  const { text } = scan;
  do skipLine(scan);
  while (scan.at < text.length && (isEmptyLine(text, scan.at) || indentOf(text, scan.at) > column));
}

/** Passes brackets and all in them; false if they do not end. */
function scanFlow(scan: Scan, indent: number): boolean {
  const { text } = scan;
  let depth = 0;
  let fresh = true;
  let plain = false;
  while (scan.at < text.length) {
    const char = text[scan.at] ?? '';
    if (char === '\n') {
      // Behind a plain scalar Go looks for tabs in place of indentation.
      if ((plain && text[scan.at + 1] === '\t') || !scanBreak(scan, indent)) return false;
      fresh = true;
      continue;
    }
    if (/[ \t\r]/.test(char)) {
      scan.at++;
      fresh = true;
      continue;
    }
    plain = false;
    if (char === '#' && fresh) {
      if (!/[ \t\r\n]/.test(text[scan.at - 1] ?? '')) insert(scan, scan.at, ' ');
      skipToLineEnd(scan);
    } else if ((char === '"' || char === "'") && fresh) {
      if (!scanQuoted(scan, indent)) return false;
    } else if ('[]{},'.includes(char)) {
      if (char === '[' || char === '{') depth++;
      else if (char !== ',') depth--;
      scan.at++;
      fresh = true;
      if (depth === 0) return true;
    } else {
      scan.at++;
      fresh = char === ':' && BLANK_OR_END.test(text[scan.at] ?? '');
      plain = !fresh;
      if (plain) skipWord(scan, /[ \t\r\n[\]{},]/);
    }
  }
  return false;
}

/** Passes a quoted scalar; false if it does not end. */
function scanQuoted(scan: Scan, indent: number): boolean {
  const { text } = scan;
  const quote = text[scan.at];
  scan.at++;
  while (scan.at < text.length) {
    const char = text[scan.at];
    if (char === '\n') {
      if (!scanBreak(scan, indent)) return false;
    } else if (char === '\\' && quote === '"') {
      if (text[scan.at + 1] === "'") scan.edits.push({ at: scan.at, remove: 1, insert: '' });
      scan.at += text[scan.at + 1] === '\n' ? 1 : 2;
    } else if (char === quote && quote === "'" && text[scan.at + 1] === "'") scan.at += 2;
    else {
      scan.at++;
      if (char === quote) return true;
    }
  }
  return false;
}

/** Passes the end of a line within brackets or quotes, and indents the next one; no document ends there. */
function scanBreak(scan: Scan, indent: number): boolean {
  const { text } = scan;
  scan.at++;
  if (/^(---|\.\.\.)([ \t\r\n]|$)/.test(text.slice(scan.at, scan.at + 4))) return false;
  const missing = indent - indentOf(text, scan.at);
  if (missing > 0 && !isEmptyLine(text, scan.at)) insert(scan, scan.at, ' '.repeat(missing));
  return scan.added < MOST_ADDED;
}

/** Behind quotes and brackets a comment needs no blank. */
function endsToken(scan: Scan): boolean {
  if (scan.text[scan.at] === '#') insert(scan, scan.at, ' ');
  return true;
}

function isKeyEnd(scan: Scan): boolean {
  return /^[ \t]*:([ \t\r\n]|$)/.test(scan.text.slice(scan.at, scan.at + 16));
}

function insert(scan: Scan, at: number, text: string): void {
  scan.edits.push({ at, remove: 0, insert: text });
  scan.added += text.length;
}

function skipBlanks(scan: Scan): void {
  while (scan.text[scan.at] === ' ' || scan.text[scan.at] === '\t') scan.at++;
}

/** The name of an alias ends at a colon: `*app: x` is an entry. */
function scanAliasKey(scan: Scan): boolean {
  const name = /\*[\w-]+(?=:(?:[ \t\r\n]|$))/y;
  name.lastIndex = scan.at;
  if (!name.test(scan.text)) return false;
  scan.at = name.lastIndex;
  insert(scan, scan.at, ' ');
  return true;
}

function skipWord(scan: Scan, end: RegExp): void {
  while (scan.at < scan.text.length && !end.test(scan.text[scan.at] ?? '')) scan.at++;
}

function skipToLineEnd(scan: Scan): void {
  const end = scan.text.indexOf('\n', scan.at);
  scan.at = end < 0 ? scan.text.length : end;
}

function skipLine(scan: Scan): void {
  skipToLineEnd(scan);
  scan.at++;
}

function indentOf(text: string, line: number): number {
  let at = line;
  while (text[at] === ' ') at++;
  return at - line;
}

function isEmptyLine(text: string, line: number): boolean {
  const at = line + indentOf(text, line);
  return text[at] === undefined || text[at] === '\n' || text[at] === '\r';
}

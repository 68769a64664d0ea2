/**
 * Turns offsets into lines and columns, and back.
 * Offsets count UTF-16 code units from 0; lines and columns count from 1, as every report format does.
 *
 * @module
 */

/** A place as people and editors name it: both numbers count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The offsets at which the lines of a text begin. */
export interface LineIndex {
  readonly starts: readonly number[];
}

/** Finds the line starts of a text; a line ends at LF, CR LF or a lone CR. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return { starts };
}

/** The line and column of an offset; an offset past the end counts on in the last line. */
export function positionAt(lines: LineIndex, offset: number): Position {
  let low = 0;
  let high = lines.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines.starts[low] ?? 0) + 1 };
}

/** The offset at which a line begins; past the last line, the end of the text is not known here: `undefined`. */
export function offsetOfLine(lines: LineIndex, line: number): number | undefined {
  return lines.starts[line - 1];
}

/** The text of a line without its line break; empty when there is no such line. */
export function textOfLine(text: string, lines: LineIndex, line: number): string {
  const start = lines.starts[line - 1];
  if (start === undefined) return '';
  const end = lines.starts[line] ?? text.length;
  return text.slice(start, end).replace(/\r?\n$|\r$/, '');
}

/**
 * Offsets → lines and columns, for what is shown.
 *
 * @module
 */
import type { Location } from '../../report/report.js';
import type { FileTree } from '../../source/file-tree.js';
import { positionAt } from '../../source/line-index.js';
import type { Span } from '../../source/span.js';

/** The lines and columns of a span; a directory or a file that is not there has none but the first. */
export function locationOf({ file, start, end }: Span, tree: FileTree): Location {
  const source = tree.read(file);
  if (!source) return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const from = positionAt(source.lines, Math.min(start, source.text.length));
  const to = positionAt(source.lines, Math.min(Math.max(end, start), source.text.length));
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

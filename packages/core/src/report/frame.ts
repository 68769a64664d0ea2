/**
 * A line of a file with the meant characters underlined.
 *
 * @module
 */
import type { FileTree } from '../source/file-tree.js';
import { textOfLine } from '../source/line-index.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Paint } from './paint.js';
import type { Location } from './report.js';

// A line of a minified file would fill the screen.
const WIDTH = 160;
const CONTEXT = 120;

/** The line with the characters underlined; a tab stays a tab, so that the marks stand below. */
export function frame(
  { file, line, column, endLine, endColumn }: Location,
  tree: FileTree,
  paint: Paint,
): string[] {
  const source = tree.read(file as RepoPath);
  if (!source || source.text === '') return [];
  const text = textOfLine(source.text, source.lines, line);
  const last = endLine === line ? endColumn : text.length + 1;
  const from = Math.max(0, column - 1 - CONTEXT);
  const shown = text.slice(from, from + WIDTH);
  const before = text.slice(from, column - 1).replace(/[^\t]/g, ' ');
  const length = Math.max(1, Math.min(last, from + shown.length + 1) - column);
  const gutter = String(line).padStart(6);
  const cut = from > 0 ? '…' : ' ';
  return [
    `${paint.dim(`${gutter} |`)}${cut}${visible(shown)}`,
    `${paint.dim('       |')} ${before}${'^'.repeat(length)}`,
  ];
}

/** A place as editors and terminals understand it. */
export function showPlace({ file, line, column }: Location): string {
  return `${visible(file)}:${line}:${column}`;
}

/** Text of a repository without the control characters that would steer a terminal. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '\ufffd');
}

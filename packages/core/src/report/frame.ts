/**
 * A line of a file with the meant characters underlined.
 *
 * @module
 */
import { redactorOf } from '../flux/secrets/redactor.js';
import { secretPlaces } from '../flux/secrets/secret-places.js';
import type { FileTree } from '../source/file-tree.js';
import { offsetOfLine, textOfLine } from '../source/line-index.js';
import type { RepoPath } from '../source/repo-path.js';
import { visible } from '../source/text/shown-text.js';
import type { Paint } from './paint.js';
import type { Location } from './report.js';

// A line of a minified file would fill the screen.
const WIDTH = 160;
const CONTEXT = 120;

/**
 * The line with the characters underlined; a tab stays a tab, so that the marks stand below.
 * Values of Secrets are hidden, and with `secret` the meant characters too.
 */
export function frame(
  { file, line, column, endLine, endColumn }: Location,
  tree: FileTree,
  paint: Paint,
  secret: 'hidden' | 'shown' = 'shown',
): string[] {
  const source = tree.read(file as RepoPath);
  if (!source || source.text === '') return [];
  const whole = textOfLine(source.text, source.lines, line);
  const last = endLine === line ? endColumn : whole.length + 1;
  const begin = offsetOfLine(source.lines, line) ?? 0;
  const secrets = secretPlaces(source.path, tree).map(
    ({ start, end }) => [start - begin, end - begin] as const,
  );
  const { star } = redactorOf(tree);
  const text = star(starred(whole, secret === 'hidden' ? [...secrets, [column - 1, last - 1]] : secrets));
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

function starred(text: string, stretches: readonly (readonly [from: number, to: number])[]): string {
  let result = text;
  for (const [from, to] of stretches) {
    const [first, end] = [Math.max(0, from), Math.min(to, text.length)];
    if (first >= end) continue;
    const stars = result.slice(first, end).replace(/\S/g, '*');
    result = result.slice(0, first) + stars + result.slice(end);
  }
  return result;
}

/** A place as editors and terminals understand it. */
export function showPlace({ file, line, column }: Location): string {
  return `${visible(file)}:${line}:${column}`;
}

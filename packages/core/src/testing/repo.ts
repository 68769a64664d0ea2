/**
 * A small repository from one text, with the findings that are expected drawn below the lines.
 *
 * @module
 */
import { type FileTree, memoryTree } from '../source/file-tree.js';

/** A finding that is expected at a place. */
export interface Mark {
  readonly file: string;
  readonly line: number;
  /** Both count from 1; the end is the column after the last character. */
  readonly column: number;
  readonly endColumn: number;
  readonly rule: string;
  /** What the message must contain. */
  readonly says: string;
}

/** A repository in memory and its marks. */
export interface Repo {
  readonly files: Readonly<Record<string, string>>;
  readonly tree: FileTree;
  readonly marks: readonly Mark[];
}

/**
 * Makes a repository: a line `# === path` begins a file; a comment with carets marks the line above it.
 *
 * ```yaml
 * # === clusters/prod/apps.yaml
 * spec:
 *   sourceRef: { name: fleet }
 *   #                  ^^^^^ source-not-found: names a GitRepository
 * ```
 *
 * `# @3-9 rule` marks columns where a caret cannot stand.
 */
export function repo(strings: TemplateStringsArray, ...values: readonly unknown[]): Repo {
  // The raw text: a backslash in a manifest is one.
  return parseRepo(String.raw(strings, ...values));
}

/** Makes a repository of a text. */
export function parseRepo(text: string): Repo {
  const files: Record<string, string> = {};
  const marks: Mark[] = [];
  let file: string | undefined;
  let lines: string[] = [];
  const close = (): void => {
    if (file !== undefined) files[file] = lines.join('\n');
  };
  for (const line of text.split('\n')) {
    const [, path] = /^# === (\S+)\s*$/.exec(line) ?? [];
    if (path !== undefined) {
      close();
      file = path;
      lines = [];
      continue;
    }
    const mark = file === undefined ? undefined : readMark(line, file, lines.length);
    if (mark) marks.push(mark);
    else if (file !== undefined) lines.push(line);
    else if (line.trim() !== '') throw new Error(`The text begins before the first '# === path': ${line}`);
  }
  close();
  if (Object.keys(files).length === 0) throw new Error("The repository has no '# === path'.");
  return { files, tree: memoryTree(files), marks };
}

function readMark(line: string, file: string, above: number): Mark | undefined {
  const [, carets, ids] = /^\s*#\s*(\^+)\s+([a-z].*)$/.exec(line) ?? [];
  const [, from, to, named] = /^\s*# @(\d+)-(\d+) ([a-z].*)$/.exec(line) ?? [];
  const text = ids ?? named;
  if (text === undefined) return undefined;
  const [, rule = '', says = ''] = /^([\w/-]+)(?::\s*(.*))?$/.exec(text.trim()) ?? [];
  if (rule === '') return undefined;
  const column = carets === undefined ? Number(from) : line.indexOf('^') + 1;
  const endColumn = carets === undefined ? Number(to) + 1 : column + carets.length;
  return { file, line: above, column, endColumn, rule, says };
}

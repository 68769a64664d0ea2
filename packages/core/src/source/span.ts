/**
 * A stretch of characters of a file.
 *
 * @module
 */
import type { RepoPath } from './repo-path.js';

/** The characters from `start` up to but not including `end`, in UTF-16 code units from 0. */
export interface Span {
  readonly file: RepoPath;
  readonly start: number;
  readonly end: number;
}

/** Orders spans by file, then by place. */
export function compareSpans(a: Span, b: Span): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}

/** A text that is equal for equal spans only. */
export function spanKey(span: Span): string {
  return `${span.file}\0${span.start}\0${span.end}`;
}

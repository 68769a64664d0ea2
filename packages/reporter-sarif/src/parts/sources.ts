/**
 * The files that a report is about: their lines and hashes, and what of them may be shown.
 *
 * @module
 */
import {
  type FileTree,
  type RepoPath,
  redactorOf,
  type SourceFile,
  secretPlaces,
  textOfLine,
} from '@fluxvet/core';
import { lineHashes } from './line-hash.js';

/** What is asked of the files of a tree. */
export interface Sources {
  readonly tree: FileTree;
  /** The text of a line, without a byte order mark and without its line break. */
  lineText(file: string, line: number): string | undefined;
  /** The hash of a line; none where the file cannot be read. */
  lineHash(file: string, line: number): string | undefined;
  /** Whether the file begins with a byte order mark. */
  hasMark(file: string): boolean;
  /** Whether characters of the file may be shown: those of Secrets never leave it. */
  isQuotable(file: string): boolean;
  /** Whether a text of a file has a secret in it. */
  isSecret(file: string, text: string): boolean;
}

/** The files of a tree, each hashed once, and only if a finding needs it. */
export function sourcesOf(tree: FileTree): Sources {
  const read = (file: string): SourceFile | undefined => tree.read(file as RepoPath);
  const hashes = remembered((file) => lineHashes(read(file)?.text ?? ''));
  const quotable = remembered((file) => !SECRET.test(read(file)?.text ?? ''));
  return {
    tree,
    lineText: (file, line) => {
      const source = read(file);
      const text = source && textOfLine(source.text, source.lines, line);
      return line === 1 && source && beginsWithMark(source) ? text?.slice(1) : text;
    },
    lineHash: (file, line) => (read(file) ? hashes(file)[line - 1] : undefined),
    hasMark: (file) => beginsWithMark(read(file)),
    isQuotable: quotable,
    isSecret: (file, text) =>
      redactorOf(tree).holds(text) ||
      secretPlaces(file as RepoPath, tree).some((place) =>
        text.includes(place.text.trim().slice(0, MAX_PART)),
      ),
  };
}

// A snippet is one line.
const MAX_PART = 8;

// Wider than need be: a line of a file that only names a Secret is not shown either.
const SECRET = /\bSecret(List)?\b|secretGenerator|\bsops\b/;

function beginsWithMark(source: SourceFile | undefined): boolean {
  return source?.text.charCodeAt(0) === 0xfeff;
}

function remembered<T>(compute: (file: string) => T): (file: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (file) => {
    const entry = known.get(file) ?? { value: compute(file) };
    known.set(file, entry);
    return entry.value;
  };
}

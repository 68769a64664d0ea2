/**
 * The comments of a YAML text, with their places. What looks like a comment inside a scalar is none.
 *
 * @module
 */
import { Lexer } from 'yaml';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import type { Node } from '../nodes/node.js';
import { parseYaml } from './parse-yaml.js';

/** A comment of a YAML text. */
export interface YamlComment {
  /** The text after the `#`, without blanks around it. */
  readonly text: string;
  readonly span: Span;
  /** Whether nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

// The lexer marks the beginnings of documents and scalars with characters that are not in the text.
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);

/** All comments of a file, in order. */
export function commentsOf(file: SourceFile): readonly YamlComment[] {
  let comments = remembered.get(file);
  if (!comments) {
    comments = readComments(file);
    remembered.set(file, comments);
  }
  return comments;
}

const remembered = new WeakMap<SourceFile, readonly YamlComment[]>();

function readComments(file: SourceFile): YamlComment[] {
  const comments: YamlComment[] = [];
  let at = 0;
  let afterMark = false;
  for (const token of new Lexer().lex(file.text)) {
    if (MARKS.has(token)) {
      afterMark = token === '\u001f';
      continue;
    }
    if (token.startsWith('#') && !afterMark) {
      const line = file.text.lastIndexOf('\n', at - 1) + 1;
      comments.push({
        text: token.slice(1).trim(),
        span: { file: file.path, start: at, end: at + token.length },
        ownLine: file.text.slice(line, at).trim() === '',
      });
    }
    afterMark = false;
    at += token.length;
  }
  return comments;
}

/**
 * The part of a file that stands under a comment on a line of its own: the entry or the item below it with all that is
 * in it, or the whole document where the comment stands above its first key.
 */
export function entryBelow(file: SourceFile, comment: Span): Span | undefined {
  let entries = entriesOf.get(file);
  if (!entries) {
    entries = indexEntries(file);
    entriesOf.set(file, entries);
  }
  const { starts, ends } = entries;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < comment.end) low = middle + 1;
    else high = middle;
  }
  const start = starts[low];
  return start === undefined ? undefined : { file: file.path, start, end: ends.get(start) ?? start };
}

/** Where the entries of a file begin, in order, and where the largest one ends that begins there. */
interface Entries {
  readonly starts: readonly number[];
  readonly ends: ReadonlyMap<number, number>;
}

// A file with many suppressions is asked about each of them.
const entriesOf = new WeakMap<SourceFile, Entries>();

function indexEntries(file: SourceFile): Entries {
  const ends = new Map<number, number>();
  const seen = new Set<Node>();
  const offer = (start: number, end: number): void => {
    ends.set(start, Math.max(end, ends.get(start) ?? 0));
  };
  // What an alias names stands elsewhere, and is looked at there.
  const visit = (node: Node): void => {
    if (node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') {
      for (const item of node.items) {
        if (item.origin.span.file !== file.path) continue;
        offer(item.origin.span.start, item.origin.span.end);
        visit(item);
      }
      return;
    }
    for (const { key, value } of node.entries) {
      offer(key.origin.span.start, Math.max(key.origin.span.end, value.origin.span.end));
      visit(value);
    }
  };
  for (const { root } of parseYaml(file).documents) {
    if (!root) continue;
    offer(root.origin.span.start, root.origin.span.end);
    visit(root);
  }
  return { starts: [...ends.keys()].sort((a, b) => a - b), ends };
}

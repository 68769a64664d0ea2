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
export function commentsOf(file: SourceFile): YamlComment[] {
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
  let best: Span | undefined;
  const offer = (start: number, end: number): void => {
    const nearer = best === undefined || start < best.start || (start === best.start && end > best.end);
    if (start >= comment.end && nearer) best = { file: file.path, start, end };
  };
  for (const { root } of parseYaml(file).documents) {
    if (!root) continue;
    offer(root.origin.span.start, root.origin.span.end);
    visitEntries(root, file, offer);
  }
  return best;
}

function visitEntries(node: Node, file: SourceFile, offer: (start: number, end: number) => void): void {
  if (node.kind === 'scalar') return;
  if (node.kind === 'seq') {
    for (const item of node.items) {
      if (item.origin.span.file !== file.path) continue;
      offer(item.origin.span.start, item.origin.span.end);
      visitEntries(item, file, offer);
    }
    return;
  }
  for (const { key, value } of node.entries) {
    offer(key.origin.span.start, Math.max(key.origin.span.end, value.origin.span.end));
    visitEntries(value, file, offer);
  }
}

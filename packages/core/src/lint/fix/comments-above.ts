/**
 * The comments that are about an entry: those on lines of their own directly above it, in its column.
 *
 * @module
 */
import type { SourceFile } from '../../source/source-file.js';
import { commentsOf } from '../../yaml/read/comments.js';
import { keyNodeOf, nodeOf, type Operation, parentOf } from './operation.js';

/** Where the lines begin that go with a removed entry: those of its comments, or else its own. */
export function removedFrom(operation: Operation & { readonly kind: 'remove' }): number {
  const { file, comments } = operation;
  const key = keyNodeOf(operation);
  const start = (key ?? nodeOf(operation))?.origin.span.start ?? 0;
  let from = startOfLine(file, start);
  const indent = /^( *)(- +)?$/.exec(file.text.slice(from, start));
  // A key behind a dash shares its line with the item, whose comments they are.
  if (!indent || (key && indent[2] !== undefined) || comments === 'kept' || isFirst(operation)) return from;
  const column = indent[1]?.length ?? 0;
  for (const { ownLine, span } of commentsOf(file).toReversed()) {
    const line = startOfLine(file, span.start);
    if (span.end > from) continue;
    const isDirectlyAbove =
      file.text.slice(span.end, from).trim() === '' && startOfLine(file, from - 1) === line;
    if (!ownLine || !isDirectlyAbove || span.start - line !== column) break;
    from = line;
  }
  return from;
}

/** What stands above the first key of a document is about the document. */
function isFirst(operation: Operation): boolean {
  const parent = operation.path.length === 1 ? parentOf(operation) : undefined;
  return parent?.kind === 'map' && parent.entries[0]?.key.value === operation.path[0];
}

function startOfLine(file: SourceFile, offset: number): number {
  return file.text.lastIndexOf('\n', offset - 1) + 1;
}

/**
 * One file of a repository, as text.
 *
 * @module
 */
import { indexLines, type LineIndex } from './line-index.js';
import type { RepoPath } from './repo-path.js';

/** A file of a tree. Two trees that show the same file share this value, so that it can key what was read from it. */
export interface SourceFile {
  /** Where the file stands in the repository; spans name this path, whatever tree the file was found through. */
  readonly path: RepoPath;
  /** The content decoded as UTF-8; a byte order mark stays. */
  readonly text: string;
  /** The raw content, only where it is not valid UTF-8. */
  readonly bytes?: Uint8Array;
  /** Computed at the first use: only files that are shown need it. */
  readonly lines: LineIndex;
}

/** Makes a source file of text, or of bytes (then kept beside the text if they are not UTF-8). */
export function sourceFile(path: RepoPath, content: string | Uint8Array): SourceFile {
  let lines: LineIndex | undefined;
  const text = typeof content === 'string' ? content : lossyUtf8.decode(content);
  const binary = typeof content !== 'string' && !isUtf8(content);
  return {
    path,
    text,
    ...(binary && { bytes: content }),
    get lines(): LineIndex {
      lines ??= indexLines(text);
      return lines;
    },
  };
}

const lossyUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

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
  /** The content decoded as UTF-8, or as UTF-16 where its byte order mark says so; the mark stays. */
  readonly text: string;
  /** The raw content, only where it is not valid UTF-8. */
  readonly bytes?: Uint8Array;
  /** What the bytes are: text in UTF-16, what git-crypt has encrypted, or nothing that can be read. */
  readonly encoding?: 'utf-16' | 'git-crypt' | 'binary';
  /** Computed at the first use: only files that are shown need it. */
  readonly lines: LineIndex;
}

/** Makes a source file of text, or of bytes (then kept beside the text if they are not UTF-8). */
export function sourceFile(path: RepoPath, content: string | Uint8Array): SourceFile {
  let lines: LineIndex | undefined;
  const decoded = typeof content === 'string' ? { text: content } : decode(content);
  const { text } = decoded;
  return {
    path,
    ...decoded,
    get lines(): LineIndex {
      lines ??= indexLines(text);
      return lines;
    },
  };
}

const lossyUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

function decode(bytes: Uint8Array): Pick<SourceFile, 'text' | 'bytes' | 'encoding'> {
  if (startsWith(bytes, GIT_CRYPT)) return { text: lossyUtf8.decode(bytes), bytes, encoding: 'git-crypt' };
  const text = attempt(strictUtf8, bytes);
  if (text !== undefined) return { text };
  const [, decoder] = UTF_16.find(([mark]) => startsWith(bytes, mark)) ?? [];
  const wide = decoder && attempt(decoder, bytes);
  return wide === undefined
    ? { text: lossyUtf8.decode(bytes), bytes, encoding: 'binary' }
    : { text: wide, bytes, encoding: 'utf-16' };
}

/** What git-crypt writes at the beginning of a file that it has encrypted. */
const GIT_CRYPT = [0, ...Buffer.from('GITCRYPT'), 0];

const UTF_16 = [
  [[0xff, 0xfe], new TextDecoder('utf-16le', { ignoreBOM: true, fatal: true })],
  [[0xfe, 0xff], new TextDecoder('utf-16be', { ignoreBOM: true, fatal: true })],
] as const;

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function attempt(decoder: typeof strictUtf8, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

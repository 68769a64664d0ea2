/**
 * The only way in which files are opened: a device or a pipe of that name is none, and no file is read further than asked.
 *
 * @module
 */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** What became of reading a file. */
export type ReadFile =
  | { readonly kind: 'content'; readonly content: Buffer }
  | { readonly kind: 'missing' | 'no-file' | 'too-large' | 'unreadable' };

/** Reads a file of at most so many bytes. */
export function readRegularFile(path: string, most: number): ReadFile {
  let descriptor: number | undefined;
  try {
    // Opening a pipe would wait for somebody to write to it.
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return { kind: 'missing' };
    if (!found.isFile()) return { kind: 'no-file' };
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { size } = fstatSync(descriptor);
    if (!fstatSync(descriptor).isFile()) return { kind: 'no-file' };
    if (size > most) return { kind: 'too-large' };
    return { kind: 'content', content: readUpTo(descriptor, size) };
  } catch {
    return { kind: 'unreadable' };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readUpTo(descriptor: number, size: number): Buffer {
  const content = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const read = readSync(descriptor, content, at, size - at, at);
    if (read === 0) break;
    at += read;
  }
  return content.subarray(0, at);
}

/** The text of a small file; empty where there is none, and where it is not small. */
export function smallText(path: string): string {
  const read = readRegularFile(path, MOST_OF_A_SMALL_FILE);
  return read.kind === 'content' ? read.content.toString('utf8') : '';
}

// The files of git that are read are far smaller; what is not was made to be slow.
const MOST_OF_A_SMALL_FILE = 256 * 1024;

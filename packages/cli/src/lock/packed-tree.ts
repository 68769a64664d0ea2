/**
 * The files of a source as one file of the cache: a list of names, sizes and digests, and behind it the contents.
 * The digest of the list is that of the whole: the list is verified when the tree is opened, and a file when it is read.
 * No name of a file ever becomes one on this machine's disk.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileTree, type RepoPath, sourceFile, toRepoPath, treeOf, UsageError } from '@fluxvet/core';

const MARK = 'fluxvet tree 1';

/** Contents by path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A tree as it lies in the cache. */
export interface PackedTree {
  readonly digest: string;
  readonly parts: readonly Uint8Array[];
}

/** Packs files; equal files give equal bytes. */
export function packTree(files: Files): PackedTree {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([path, bytes]) => `${sha256(bytes)} ${bytes.length} ${JSON.stringify(path)}\n`);
  const list = Buffer.from(lines.join(''), 'utf8');
  const head = Buffer.from(`${MARK} ${list.length}\n`, 'utf8');
  return { digest: `sha256:${sha256(list)}`, parts: [head, list, ...sorted.map(([, bytes]) => bytes)] };
}

// As for files of a directory: larger ones are no manifests.
const MOST_OF_A_FILE = 5 * 1024 * 1024;

interface Place {
  readonly hash: string;
  readonly size: number;
  readonly start: number;
}

/**
 * Opens a packed tree.
 *
 * @throws UsageError `bad-lock` where the bytes are not those of the digest, now or when a file is read
 */
export function openPackedTree(path: string, digest: string): FileTree {
  const { list, start } = readList(path, digest);
  const places = new Map<RepoPath, Place>();
  let at = start;
  for (const line of list.toString('utf8').split('\n')) {
    if (line === '') continue;
    const end = line.indexOf(' ', DIGITS + 1);
    const size = Number(line.slice(DIGITS + 1, end));
    const path = pathOf(line.slice(end + 1));
    if (path !== undefined) places.set(path, { hash: line.slice(0, DIGITS), size, start: at });
    at += size;
  }
  const paths = [...places.keys()].sort();
  return treeOf(paths, (wanted) => {
    const place = places.get(wanted);
    if (!place || place.size > MOST_OF_A_FILE) return undefined;
    const bytes = readAt(path, place.start, place.size);
    if (sha256(bytes) !== place.hash) throw changed(path);
    return sourceFile(wanted, bytes);
  });
}

const DIGITS = 64;

/** The path that stands in a list; nothing where it would lead out of the tree. */
function pathOf(quoted: string): RepoPath | undefined {
  // Nearly all are plain, and there are many.
  if (/^"[\w-][\w-]*(?:[./ ][\w-]+)*"$/.test(quoted)) return quoted.slice(1, -1) as RepoPath;
  const path = toRepoPath(JSON.parse(quoted) as string);
  return path === '' ? undefined : path;
}

// More names than any repository has.
const MOST_OF_A_LIST = 64 * 1024 * 1024;

function readList(path: string, digest: string): { list: Buffer; start: number } {
  const head = readAt(path, 0, 64).toString('latin1');
  const [whole, size] = /^fluxvet tree 1 (\d{1,9})\n/.exec(head) ?? [];
  if (whole === undefined || Number(size) > MOST_OF_A_LIST) throw changed(path);
  const start = whole.length + Number(size);
  const list = readAt(path, whole.length, Number(size));
  if (`sha256:${sha256(list)}` !== digest) throw changed(path);
  return { list, start };
}

function readAt(path: string, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    let done = 0;
    while (done < length) {
      const read = readSync(file, bytes, done, length - done, start + done);
      if (read === 0) break;
      done += read;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(file);
  }
}

function changed(path: string): UsageError {
  return new UsageError(
    'bad-lock',
    `The cached content '${path}' is not what was pulled: its digest differs. Delete it and run 'fluxvet pull'.`,
  );
}

/** The SHA-256 of bytes, in hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A directory or an archive → the files of a chart.
 * Source: pkg/chart/loader/archive and directory.go of Helm 4.2.
 *
 * @module
 */
import { gunzipSync } from 'node:zlib';
import type { RepoPath } from '../../source/repo-path.js';
import { fromBytes, toBytes } from '../../template/values/go-text.js';
import type { ChartFile } from './chart.js';
import { ignoreRules } from './ignore-rules.js';

/** A file as it stands in a directory. */
export interface RawFile {
  /** The path from the chart's directory on, with slashes. */
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Where it stands in the repository. */
  readonly path: RepoPath;
}

/** The files of a chart in a directory, without what its `.helmignore` leaves out. */
export function directoryFiles(files: readonly RawFile[]): readonly ChartFile[] | { readonly error: string } {
  const own = files.find(({ name }) => name === '.helmignore');
  const rules = ignoreRules(own ? textOf(own.content) : '');
  if (typeof rules === 'object') return rules;
  const directories = new Map<string, boolean>();
  const isDirectoryOut = (path: string): boolean => {
    if (path === '') return false;
    let out = directories.get(path);
    if (out === undefined) {
      out = isDirectoryOut(path.slice(0, Math.max(path.lastIndexOf('/'), 0))) || rules(path, true);
      directories.set(path, out);
    }
    return out;
  };
  return files
    .filter(
      ({ name }) => !isDirectoryOut(name.slice(0, Math.max(name.lastIndexOf('/'), 0))) && !rules(name, false),
    )
    .map(({ name, content, path }) => ({ name, path, text: textOf(content) }));
}

function textOf(content: string | Uint8Array): string {
  const text = typeof content === 'string' ? content : fromBytes(content);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

const LARGEST_CHART = 100 * 1024 * 1024;
const LARGEST_FILE = 5 * 1024 * 1024;
const BLOCK = 512;

/** The files in an archive that stands in a chart; all of them stand where the archive does. */
export function archiveFiles(archive: ChartFile): readonly ChartFile[] | { readonly error: string } {
  return unpackArchive(toBytes(archive.text), archive.path);
}

/** The files of a packed chart, or Helm's error. */
export function unpackArchive(
  bytes: Uint8Array,
  path: RepoPath,
): readonly ChartFile[] | { readonly error: string } {
  let tar: Uint8Array;
  try {
    tar = gunzipSync(bytes, { maxOutputLength: LARGEST_CHART });
  } catch (error) {
    if (error instanceof RangeError)
      return { error: `decompressed chart is larger than the maximum size ${LARGEST_CHART}` };
    return { error: 'gzip: invalid header' };
  }
  const files: ChartFile[] = [];
  for (const entry of tarEntries(tar)) {
    const name = entry.name.replaceAll('\\', '/');
    const slash = name.indexOf('/');
    if (slash < 0) return { error: 'chart yaml not in base directory' };
    const inner = name.slice(slash + 1).replace(/^(\.\/)+/, '');
    if (inner.startsWith('/')) return { error: 'chart illegally contains absolute paths' };
    if (inner === '' || inner === '.')
      return { error: 'chart illegally contains content outside the base directory' };
    if (inner.split('/').includes('..')) return { error: 'chart illegally references parent directory' };
    if (entry.data.length > LARGEST_FILE) {
      const limit = `larger than the maximum file size ${LARGEST_FILE}`;
      return { error: `decompressed chart file "${entry.name}" is ${limit}` };
    }
    files.push({ name: inner, text: textOf(entry.data), path });
  }
  return files.length === 0 ? { error: 'no files in chart archive' } : files;
}

interface TarEntry {
  readonly name: string;
  readonly data: Uint8Array;
}

/** The regular files of a tar archive; names may stand in a prefix field, or in an entry of their own. */
function tarEntries(tar: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) break;
    const size = Number.parseInt(field(header, 124, 12).trim() || '0', 8);
    if (!Number.isFinite(size) || size < 0) break;
    const data = tar.subarray(at + BLOCK, at + BLOCK + size);
    const type = String.fromCharCode(header[156] ?? 0);
    const prefix = field(header, 257, 5) === 'ustar' ? field(header, 345, 155) : '';
    const short = field(header, 0, 100);
    if (type === 'L') longName = fromBytes(data).replace(/\0.*$/s, '');
    else if (type === 'x') longName = /^\d+ path=(.*)$/m.exec(fromBytes(data))?.[1] ?? longName;
    else {
      if (type === '0' || type === '\0')
        entries.push({ name: longName ?? (prefix === '' ? short : `${prefix}/${short}`), data });
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function field(header: Uint8Array, at: number, length: number): string {
  return fromBytes(header.subarray(at, at + length)).replace(/\0.*$/s, '');
}

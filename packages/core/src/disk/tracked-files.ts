/**
 * The files that git tracks, by its index: `.gitignore` says nothing about those.
 * Source: gitformat-index(5), versions 2 to 4. What cannot be read counts as not tracked.
 *
 * @module
 */
import { join, relative, sep } from 'node:path';
import { findCheckout } from './git-directory.js';
import { readRegularFile } from './read-regular-file.js';

/** The tracked files below a directory, by their paths from there; nothing where it stands in no checkout of git. */
export function trackedFiles(root: string): ReadonlySet<string> | undefined {
  const place = findCheckout(root);
  if (!place) return undefined;
  const prefix = relative(place.top, root).split(sep).join('/');
  const names = namesIn(place.directory);
  if (prefix === '') return new Set(names);
  return new Set(
    names.flatMap((name) => (name.startsWith(`${prefix}/`) ? [name.slice(prefix.length + 1)] : [])),
  );
}

function namesIn(gitDirectory: string): string[] {
  const names: string[] = [];
  try {
    const index = readRegularFile(join(gitDirectory, 'index'), MOST_OF_AN_INDEX);
    if (index.kind === 'content') readNames(index.content, names);
  } catch {
    // No index yet, or a damaged one: what was read so far counts.
  }
  return names;
}

const MOST_OF_AN_INDEX = 2 ** 28;

// Times, device, owner, size and hash, which all come before the flags of an entry.
const BEFORE_FLAGS = 60;
const EXTENDED = 0x4000;

function readNames(index: Buffer, names: string[]): void {
  const version = index.readUInt32BE(4);
  if (index.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return;
  let left = index.readUInt32BE(8);
  let previous = '';
  for (let at = 12; left > 0 && at < index.length; left--) {
    const flags = index.readUInt16BE(at + BEFORE_FLAGS);
    let from = at + BEFORE_FLAGS + (version > 2 && flags & EXTENDED ? 4 : 2);
    if (version === 4) {
      // What is taken off the end of the name before, in groups of seven bits.
      let byte = index.readUInt8(from++);
      let removed = byte & 127;
      while (byte & 128) {
        byte = index.readUInt8(from++);
        removed = (removed + 1) * 128 + (byte & 127);
      }
      previous = previous.slice(0, Math.max(0, previous.length - removed));
    } else previous = '';
    const end = index.indexOf(0, from);
    if (end < 0) return;
    // Bytes, because the prefix is counted in them.
    previous += index.toString('latin1', from, end);
    names.push(Buffer.from(previous, 'latin1').toString('utf8'));
    // Before version 4 entries are filled up with one to eight NULs.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
}

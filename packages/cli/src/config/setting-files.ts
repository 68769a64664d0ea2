/**
 * The files that steer a run: configuration and baseline. Of a repository that is not trusted they are those of a revision
 * that is, and none without one.
 *
 * @module
 */
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type FileTree, openRevision, type RepoPath, readRegularFile } from '@fluxvet/core';
import { findRepository } from './find-repository.js';

/** How such files are looked for and read. */
export interface SettingFiles {
  readonly exists: (path: string) => boolean;
  /** What a file holds; nothing where there is none that can be read. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** Whether a directory may be looked into because a setting names it. */
  readonly mayOpen: (path: string) => boolean;
}

// A baseline of a large repository has a few megabytes.
const MOST = 64 * 1024 * 1024;

/** Files as they are on disk. A directory or a pipe of such a name is none. */
export const filesOnDisk: SettingFiles = {
  exists: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  read: (path) => {
    const found = readRegularFile(path, MOST);
    return found.kind === 'content' ? found.content : undefined;
  },
  mayOpen: () => true,
};

/** Files of a repository that is not trusted: those of a revision, and on disk only those that stand outside of it. */
export function filesOfBase(directory: string, revision: string | undefined): SettingFiles {
  const root = findRepository(directory) ?? directory;
  const base: FileTree | undefined = revision === undefined ? undefined : openRevision(root, revision);
  const within = (path: string): RepoPath | undefined => insideOf(root, path);
  const text = (path: string): string | undefined => {
    const inside = within(path);
    return inside === undefined ? undefined : base?.read(inside)?.text;
  };
  return {
    exists: (path) => (within(path) === undefined ? filesOnDisk.exists(path) : text(path) !== undefined),
    read: (path) => {
      if (within(path) === undefined) return filesOnDisk.read(path);
      const found = text(path);
      return found === undefined ? undefined : Buffer.from(found);
    },
    mayOpen: (path) => within(path) !== undefined,
  };
}

/** Where a path really stands in a directory; nothing outside of it. */
function insideOf(root: string, path: string): RepoPath | undefined {
  const inside = relative(real(root), real(resolve(path)));
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return inside.split(sep).join('/') as RepoPath;
}

/** The path without links in it, as far as it is there. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = resolve(path, '..');
    return above === path ? path : resolve(real(above), relative(above, path));
  }
}

/**
 * Paths inside a repository: POSIX, relative to its root, normalised, never climbing out.
 * The root itself is the empty path.
 *
 * @module
 */

/** A normalised POSIX path relative to the root of a file tree; `''` is the root. */
export type RepoPath = string & { readonly __brand: 'RepoPath' };

/** The root of a file tree. */
export const ROOT: RepoPath = '' as RepoPath;

/**
 * Reads a path as one relative to the root.
 *
 * @returns the normalised path, or `undefined` when it climbs out of the root, is absolute or holds a NUL.
 */
export function toRepoPath(text: string): RepoPath | undefined {
  return resolvePath(ROOT, text);
}

/**
 * Resolves a relative path as seen from a directory.
 *
 * @returns the normalised path, or `undefined` when it leaves the root, is absolute or holds a NUL.
 */
export function resolvePath(directory: RepoPath, relative: string): RepoPath | undefined {
  if (relative.startsWith('/') || relative.includes('\0')) return undefined;
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/') as RepoPath;
}

/** The path of an entry of a directory; the name must be a single segment. */
export function joinPath(directory: RepoPath, name: string): RepoPath {
  return (directory === '' ? name : `${directory}/${name}`) as RepoPath;
}

/** The directory that holds a path; the root holds itself. */
export function directoryOf(path: RepoPath): RepoPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) as RepoPath;
}

/** The last segment of a path. */
export function baseName(path: RepoPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path is a directory itself or stands below it. */
export function isWithin(directory: RepoPath, path: RepoPath): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** A path as seen from a directory, with `..` where needed; `.` for the directory itself. */
export function relativePath(from: RepoPath, to: RepoPath): string {
  const a = from === '' ? [] : from.split('/');
  const b = to === '' ? [] : to.split('/');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  const parts = [...a.slice(common).map(() => '..'), ...b.slice(common)];
  return parts.length === 0 ? '.' : parts.join('/');
}

/** How a path is shown to people: the root as a dot. */
export function showPath(path: RepoPath): string {
  return path === '' ? '.' : path;
}

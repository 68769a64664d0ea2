/**
 * A directory on disk as a file tree: walked once, read lazily.
 * `.git`, `node_modules` and what git ignores are left out, and no link is followed out of the root.
 *
 * @module
 */
import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import fastGlob, { type Entry } from 'fast-glob';
import { LimitReached } from '../source/bounds/limits.js';
import { type FileTree, type TreeNote, treeOf } from '../source/file-tree.js';
import { type IgnorePattern, judgeEntry, parseIgnoreFile } from '../source/ignore-patterns.js';
import { baseName, directoryOf, isWithin, joinPath, type RepoPath, ROOT } from '../source/repo-path.js';
import { type SourceFile, sourceFile } from '../source/source-file.js';
import { UsageError } from '../source/usage-error.js';
import { readCheckout } from './read-checkout.js';
import { readRegularFile } from './read-regular-file.js';
import { trackedFiles } from './tracked-files.js';

export interface OpenTreeOptions {
  /** Larger files are noted and not read, in bytes; 5 MiB by default, above every manifest that an API server takes. */
  readonly maxFileSize?: number;
}

/**
 * Opens a directory as a file tree.
 *
 * @throws UsageError `no-such-directory` when there is no directory at that place.
 */
export function openTree(directory: string, options: OpenTreeOptions = {}): FileTree {
  const root = realDirectory(directory);
  const notes: TreeNote[] = [];
  const { files, links } = walk(root, notes);
  const kept = withoutIgnored([...files.keys()], root, notes);
  const read = reader(root, files, options.maxFileSize ?? 5 * 1024 * 1024, notes);
  const checkout = readCheckout(root);
  return treeOf(kept.sort(), read, { links, notes, ...(checkout && { checkout }) });
}

function realDirectory(directory: string): string {
  try {
    const root = realpathSync(resolve(directory));
    if (statSync(root).isDirectory()) return root;
  } catch {
    // told below, in our own words
  }
  throw new UsageError('no-such-directory', `There is no directory '${directory}'.`);
}

/** Path in the tree → path on disk relative to the root; they differ only behind a link. */
type Found = Map<RepoPath, string>;

function walk(root: string, notes: TreeNote[]): { files: Found; links: Set<RepoPath> } {
  const files: Found = new Map();
  const links = new Set<RepoPath>();
  for (const entry of entriesIn(root)) {
    const path = entry.path as RepoPath;
    if (entry.dirent.isFile()) files.set(path, path);
    else if (entry.dirent.isSymbolicLink()) followLink(root, path, { files, links, notes });
  }
  return { files, links };
}

function entriesIn(directory: string): Entry[] {
  return fastGlob.sync('**', {
    cwd: directory,
    dot: true,
    followSymbolicLinks: false,
    onlyFiles: false,
    objectMode: true,
    suppressErrors: true,
    ignore: ['**/.git/**', '**/.git', '**/node_modules/**'],
  });
}

/** A link to a file or a directory of the same repository is shown at its own place; links behind links are not. */
function followLink(
  root: string,
  path: RepoPath,
  into: { files: Found; links: Set<RepoPath>; notes: TreeNote[] },
): void {
  let target: string;
  try {
    target = realpathSync(resolve(root, path));
  } catch {
    into.notes.push({ path, reason: 'link-broken' });
    return;
  }
  const inner =
    target === root ? '' : target.startsWith(root + sep) ? target.slice(root.length + 1) : undefined;
  // What git keeps for itself is no part of the repository, and may hold credentials.
  if (inner === undefined || inner.split(sep).some((name) => name.toLowerCase() === '.git')) {
    into.notes.push({ path, reason: 'link-outside' });
    return;
  }
  const targetPath = inner.split(sep).join('/') as RepoPath;
  const found = statSync(target);
  if (found.isFile()) {
    into.files.set(path, targetPath);
    into.links.add(path);
  }
  if (!found.isDirectory()) return;
  if (isWithin(targetPath, path)) return; // a link to a directory above it would never end
  for (const entry of entriesIn(target)) {
    if (!entry.dirent.isFile()) continue;
    if (into.links.size >= MOST_BEHIND_LINKS) {
      into.notes.push({ path, reason: 'too-large' });
      return;
    }
    const shown = joinPath(path, entry.path);
    into.files.set(shown, joinPath(targetPath, entry.path));
    into.links.add(shown);
  }
}

// Links to directories with links in them stand for more files than there are.
const MOST_BEHIND_LINKS = 50_000;

/**
 * Leaves out what git would not have: a directory that is ignored is never looked into, but what is tracked stays.
 * Where there is no git, everything was put there on purpose: an archive of a repository holds what is tracked.
 */
function withoutIgnored(paths: readonly RepoPath[], root: string, notes: TreeNote[]): RepoPath[] {
  const tracked = trackedFiles(root);
  if (!tracked) return [...paths];
  const patterns: IgnorePattern[] = [];
  for (const path of paths.filter((each) => baseName(each) === '.gitignore').sort(byDepth)) {
    for (const pattern of patternsIn(root, path, notes)) patterns.push(pattern);
  }
  if (patterns.length === 0) return [...paths];

  const ignoredDirectories = new Map<RepoPath, boolean>([[ROOT, false]]);
  const isIgnored = (directory: RepoPath): boolean => {
    let ignored = ignoredDirectories.get(directory);
    if (ignored === undefined) {
      ignored =
        isIgnored(directoryOf(directory)) ||
        judgeEntry(patterns, directory.split('/'), 'directory') === 'ignored';
      ignoredDirectories.set(directory, ignored);
    }
    return ignored;
  };
  return paths.filter(
    (path) =>
      tracked.has(path) ||
      (!isIgnored(directoryOf(path)) && judgeEntry(patterns, path.split('/'), 'file') !== 'ignored'),
  );
}

function byDepth(a: RepoPath, b: RepoPath): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
}

/** The patterns of an ignore file; of one that is too long nothing is known, and nothing is ignored by it. */
function patternsIn(root: string, path: RepoPath, notes: TreeNote[]): readonly IgnorePattern[] {
  const read = readRegularFile(resolve(root, path), MOST_OF_IGNORE_FILE);
  if (read.kind !== 'content') return [];
  try {
    return parseIgnoreFile(read.content.toString('utf8').replace(/^\ufeff/, ''), directoryOf(path));
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    notes.push({ path, reason: 'too-large' });
    return [];
  }
}

const MOST_OF_IGNORE_FILE = 5 * 1024 * 1024;

function reader(
  root: string,
  files: Found,
  maxFileSize: number,
  notes: TreeNote[],
): (path: RepoPath) => SourceFile | undefined {
  const cache = new Map<string, SourceFile | undefined>();
  return (path) => {
    const target = files.get(path);
    if (target === undefined) return undefined;
    if (!cache.has(target)) cache.set(target, readOnce(path, target));
    return cache.get(target);
  };

  function readOnce(path: RepoPath, target: string): SourceFile | undefined {
    const read = readRegularFile(resolve(root, target), maxFileSize);
    if (read.kind === 'content') {
      const file = sourceFile(target as RepoPath, read.content);
      if (file.encoding === 'binary' || file.encoding === 'git-crypt') notes.push({ path, reason: 'binary' });
      return file;
    }
    notes.push({ path, reason: reasonOf(read.kind, path) });
    return undefined;
  }
}

/** A name that is not UTF-8 comes with signs in the place of what is not, under which there is no file. */
function reasonOf(
  kind: 'missing' | 'no-file' | 'too-large' | 'unreadable',
  path: RepoPath,
): TreeNote['reason'] {
  if (kind === 'too-large') return kind;
  return kind === 'missing' && path.includes('\ufffd') ? 'odd-name' : 'unreadable';
}

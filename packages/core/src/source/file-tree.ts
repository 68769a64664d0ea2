/**
 * The only way in which fluxvet sees files: a synchronous, read-only tree.
 * Directories on disk, repositories in memory and views of other trees all look like this.
 *
 * @module
 */
import { directoryOf, joinPath, type RepoPath, ROOT } from './repo-path.js';
import { type SourceFile, sourceFile } from './source-file.js';

/** Why a file is in a tree without being readable, or was left out of it. */
export interface TreeNote {
  readonly path: RepoPath;
  readonly reason: 'binary' | 'too-large' | 'unreadable' | 'odd-name' | 'link-outside' | 'link-broken';
}

/** An address from which a checkout of git was fetched, or to which it is pushed. */
export interface GitRemote {
  readonly name: string;
  readonly url: string;
}

/** What git knows of the checkout whose files a tree shows. */
export interface Checkout {
  /** `origin` first. */
  readonly remotes: readonly GitRemote[];
  /** The branch that is checked out; absent for a detached HEAD. */
  readonly branch?: string;
}

/** A read-only set of files; every path that it lists is one of a file. */
export interface FileTree {
  /** All files, sorted by code unit. */
  readonly paths: readonly RepoPath[];
  /** The file at a path, or `undefined` when there is none or it cannot be read. */
  read(path: RepoPath): SourceFile | undefined;
  /** Whether at least one file stands below the path; the root always is a directory. */
  isDirectory(path: RepoPath): boolean;
  /** Paths that are symbolic links or stand behind one; Flux never packs them into an artifact. */
  readonly links?: ReadonlySet<RepoPath>;
  /** Directories whose files belong to other repositories; read from `.gitmodules` where it is not set. */
  readonly submodules?: readonly RepoPath[];
  /** What was left out, and why. */
  readonly notes?: readonly TreeNote[];
  /** The checkout of git that this is, where it is one. */
  readonly checkout?: Checkout;
}

/** The files and directories that stand directly in a directory. */
export interface DirectoryEntries {
  readonly files: readonly RepoPath[];
  readonly directories: readonly RepoPath[];
}

/** A tree of files held in memory: path → content. Paths must be normalised. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): FileTree {
  const read = new Map<RepoPath, SourceFile>();
  for (const path of Object.keys(files).sort() as RepoPath[]) {
    read.set(path, sourceFile(path, files[path] ?? ''));
  }
  return treeOf([...read.keys()], (path) => read.get(path));
}

/** A tree from a sorted list of paths and a way to read them. */
export function treeOf(
  paths: readonly RepoPath[],
  read: (path: RepoPath) => SourceFile | undefined,
  more: Pick<FileTree, 'links' | 'notes' | 'checkout'> = {},
): FileTree {
  let directories: Set<RepoPath> | undefined;
  const tree: FileTree = {
    paths,
    read,
    isDirectory(path) {
      directories ??= allDirectories(paths);
      return path === ROOT || directories.has(path);
    },
    ...more,
  };
  return tree;
}

/** The part of a tree that a test on paths lets through; files are shared with the whole. */
export function filterTree(tree: FileTree, keep: (path: RepoPath) => boolean): FileTree {
  const paths = tree.paths.filter(keep);
  if (paths.length === tree.paths.length) return tree;
  const kept = new Set(paths);
  return treeOf(paths, (path) => (kept.has(path) ? tree.read(path) : undefined), pickNotes(tree));
}

/** The tree with its paths in order, which everything that looks for files relies on. */
export function inOrder(tree: FileTree): FileTree {
  const { paths } = tree;
  if (paths.every((path, at) => at === 0 || (paths[at - 1] ?? '') < path)) return tree;
  return { ...tree, paths: [...paths].sort() };
}

/** A tree with other content in some of its files. */
export function replaceFiles(tree: FileTree, files: ReadonlyMap<RepoPath, SourceFile>): FileTree {
  return treeOf(tree.paths, (path) => files.get(path) ?? tree.read(path), pickNotes(tree));
}

/** A directory of a tree as a tree of its own: nothing above it can be reached. Files keep their own paths. */
export function subTree(tree: FileTree, directory: RepoPath): FileTree {
  if (directory === ROOT) return tree;
  const known = parts.get(tree) ?? new Map<RepoPath, FileTree>();
  const part = known.get(directory) ?? cutOut(tree, directory);
  parts.set(tree, known.set(directory, part));
  return part;
}

const parts = new WeakMap<FileTree, Map<RepoPath, FileTree>>();

function cutOut(tree: FileTree, directory: RepoPath): FileTree {
  const prefix = `${directory}/`;
  const paths = filesBelow(tree, directory).map(inner);
  const links = tree.links && new Set([...tree.links].filter((path) => path.startsWith(prefix)).map(inner));
  return treeOf(paths, (path) => tree.read(joinPath(directory, path)), links ? { links } : {});

  function inner(path: RepoPath): RepoPath {
    return path.slice(prefix.length) as RepoPath;
  }
}

/** A tree put together from files under new paths; each file keeps its own path for spans. */
export function composedTree(files: ReadonlyMap<RepoPath, SourceFile>): FileTree {
  return treeOf([...files.keys()].sort(), (path) => files.get(path));
}

/** The entries of a directory, sorted; empty when there is no such directory. */
export function listDirectory(tree: FileTree, directory: RepoPath): DirectoryEntries {
  let index = entriesOf.get(tree);
  if (!index) {
    index = indexEntries(tree.paths);
    entriesOf.set(tree, index);
  }
  return index.get(directory) ?? NOTHING;
}

/** All files at or below a directory, sorted. */
export function filesBelow(tree: FileTree, directory: RepoPath): readonly RepoPath[] {
  if (directory === ROOT) return tree.paths;
  // What stands below a directory is one run of the sorted list: '/' comes right after the name.
  const start = firstAtOrAfter(tree.paths, `${directory}/`);
  return tree.paths.slice(start, firstAtOrAfter(tree.paths, `${directory}0`));
}

function firstAtOrAfter(paths: readonly string[], text: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NOTHING: DirectoryEntries = { files: [], directories: [] };
const entriesOf = new WeakMap<FileTree, Map<RepoPath, DirectoryEntries>>();

function indexEntries(paths: readonly RepoPath[]): Map<RepoPath, DirectoryEntries> {
  const index = new Map<RepoPath, { files: RepoPath[]; directories: RepoPath[] }>();
  const at = (directory: RepoPath): { files: RepoPath[]; directories: RepoPath[] } => {
    let entries = index.get(directory);
    if (!entries) {
      entries = { files: [], directories: [] };
      index.set(directory, entries);
      if (directory !== ROOT) at(directoryOf(directory)).directories.push(directory);
    }
    return entries;
  };
  for (const path of paths) at(directoryOf(path)).files.push(path);
  for (const entries of index.values()) entries.directories.sort();
  return index;
}

function allDirectories(paths: readonly RepoPath[]): Set<RepoPath> {
  const directories = new Set<RepoPath>();
  for (const path of paths) {
    for (let at = directoryOf(path); at !== ROOT && !directories.has(at); at = directoryOf(at)) {
      directories.add(at);
    }
  }
  return directories;
}

function pickNotes({ links, notes, checkout }: FileTree): Pick<FileTree, 'links' | 'notes' | 'checkout'> {
  return { ...(links && { links }), ...(notes && { notes }), ...(checkout && { checkout }) };
}

/**
 * Checkouts of other repositories, put beside the one at hand so that sources which fetch them can be followed.
 *
 * @module
 */
import { type FileTree, subTree, treeOf } from '../../source/file-tree.js';
import { joinPath, type RepoPath } from '../../source/repo-path.js';
import { type SourceFile, sourceFile } from '../../source/source-file.js';
import { normalizeUrl } from './normalize-url.js';

/** A checkout of another repository. */
export interface Mount {
  /** Its address, as sources name it; ssh and https are the same. */
  readonly url: string;
  readonly tree: FileTree;
}

/** The repository at hand with the mounted ones. */
export interface MountedTrees {
  /** All files; those of a mounted repository stand below its prefix. */
  readonly tree: FileTree;
  /** The repository at hand alone. */
  readonly own: FileTree;
  /** The mounted ones by normalised address; their files know the path below the prefix. */
  readonly byUrl: ReadonlyMap<string, FileTree>;
}

/** Where the files of mounted repositories stand. */
export const MOUNT_PREFIX = '@';

/** Whether a path stands in a mounted repository. */
export function isMounted(path: RepoPath): boolean {
  return path.startsWith(MOUNT_PREFIX);
}

/** Puts mounted repositories beside the one at hand. */
export function mountTrees(own: FileTree, mounts: readonly Mount[]): MountedTrees {
  if (mounts.length === 0) return { tree: own, own, byUrl: new Map() };
  const byUrl = new Map<string, FileTree>();
  const prefixes = new Set<RepoPath>();
  const parts: FileTree[] = [];
  for (const { url, tree } of mounts) {
    const normal = normalizeUrl(url);
    const prefix = freePrefix(normal.split('/').at(-1) || 'repository', prefixes);
    const moved = movedBelow(prefix, tree);
    parts.push(moved);
    byUrl.set(normal, subTree(moved, prefix));
  }
  const paths = [own, ...parts].flatMap((part) => part.paths).sort();
  const read = (path: RepoPath): SourceFile | undefined => {
    for (const part of [own, ...parts]) {
      const file = part.read(path);
      if (file) return file;
    }
    return undefined;
  };
  const { links, notes } = own;
  return { tree: treeOf(paths, read, { ...(links && { links }), ...(notes && { notes }) }), own, byUrl };
}

function freePrefix(name: string, taken: Set<RepoPath>): RepoPath {
  let prefix = `${MOUNT_PREFIX}${name}` as RepoPath;
  for (let n = 2; taken.has(prefix); n++) prefix = `${MOUNT_PREFIX}${name}-${n}` as RepoPath;
  taken.add(prefix);
  return prefix;
}

/** The tree under another path; its files are read when they are asked for, each once. */
function movedBelow(prefix: RepoPath, tree: FileTree): FileTree {
  const files = new Map<RepoPath, SourceFile | undefined>();
  const read = (path: RepoPath): SourceFile | undefined => {
    if (!files.has(path)) {
      const file = tree.read(path.slice(prefix.length + 1) as RepoPath);
      files.set(path, file && sourceFile(path, file.bytes ?? file.text));
    }
    return files.get(path);
  };
  return treeOf(
    tree.paths.map((path) => joinPath(prefix, path)),
    read,
  );
}

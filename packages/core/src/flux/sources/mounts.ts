/**
 * Checkouts of other repositories, put beside the one at hand so that sources which fetch them can be followed.
 *
 * @module
 */
import { type FileTree, treeOf } from '../../source/file-tree.js';
import { directoryOf, type RepoPath } from '../../source/repo-path.js';
import { type SourceFile, sourceFile } from '../../source/source-file.js';
import { isSameRef, type SourceRef } from './followed-ref.js';
import { normalizeUrl } from './normalize-url.js';

/**
 * The content of a source of another place: of every source that fetches from an address, or of the one with a name.
 *
 * What is left out of a handle stands for any.
 */
export interface Mount {
  /** Its address, as sources name it; ssh and https are the same. */
  readonly url?: string;
  /** The source object that brings it, for those that name no address, or whose address is not known. */
  readonly object?: MountedObject;
  /** What must be followed for this to be the content: a bare name is that of a branch, a tag or a commit. */
  readonly ref?: SourceRef | string;
  /** The chart of a Helm repository that this is; `ref` is then the version, or the range, that releases ask for. */
  readonly chart?: string;
  readonly tree: FileTree;
}

/** The name of a source object. */
export interface MountedObject {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** What somebody looks for among the mounted repositories. */
export interface WantedContent {
  readonly url?: string | undefined;
  readonly object?: MountedObject | undefined;
  readonly ref?: SourceRef | undefined;
}

/** The repository at hand with the mounted ones. */
export interface MountedTrees {
  /** All files; those of a mounted repository stand below its prefix. */
  readonly tree: FileTree;
  /** The repository at hand alone. */
  readonly own: FileTree;
  /** The mounted ones, whose files know the path below the prefix. */
  readonly mounted: readonly Mounted[];
}

/** A mount in its place. */
export interface Mounted extends Mount {
  /** The normalised address. */
  readonly address: string | undefined;
}

/** Where the files of mounted repositories stand. */
export const MOUNT_PREFIX = '@';

/** Whether a path stands in a mounted repository. */
export function isMounted(path: RepoPath): boolean {
  return path.startsWith(MOUNT_PREFIX);
}

/** Puts mounted repositories beside the one at hand. */
export function mountTrees(own: FileTree, mounts: readonly Mount[]): MountedTrees {
  if (mounts.length === 0) return { tree: own, own, mounted: [] };
  const parts = new Map<RepoPath, FileTree>();
  const mounted = mounts.map((mount): Mounted => {
    const address = mount.url === undefined ? undefined : normalizeUrl(mount.url);
    const name = mount.chart ?? mount.object?.name ?? address?.split('/').at(-1);
    const prefix = freePrefix(name || 'repository', parts);
    const moved = movedBelow(prefix, mount.tree);
    parts.set(prefix, moved);
    const inner = (path: RepoPath): SourceFile | undefined => moved.read(`${prefix}/${path}` as RepoPath);
    return { ...mount, address, tree: treeOf(mount.tree.paths, inner) };
  });
  const paths = [own, ...parts.values()].flatMap((part) => part.paths).sort();
  const read = (path: RepoPath): SourceFile | undefined =>
    own.read(path) ?? parts.get(path.split('/', 1)[0] as RepoPath)?.read(path);
  const { links, notes, checkout } = own;
  const more = { ...(links && { links }), ...(notes && { notes }), ...(checkout && { checkout }) };
  return { tree: treeOf(paths, read, more), own, mounted };
}

/**
 * The repository at hand with what of the mounted ones was read, and what stands beside that: nobody asks about the rest,
 * which is far more.
 */
export function treeInUse({ tree, own, mounted }: MountedTrees, inputs: Iterable<RepoPath>): FileTree {
  if (mounted.length === 0) return tree;
  const ownPaths = new Set(own.paths);
  const directories = new Set<RepoPath>();
  for (const input of inputs) if (isMounted(input)) directories.add(directoryOf(input));
  const paths = tree.paths.filter((path) => ownPaths.has(path) || directories.has(directoryOf(path)));
  const { links, notes } = tree;
  return treeOf(paths, tree.read, { ...(links && { links }), ...(notes && { notes }) });
}

/** What is mounted for a source: what was named by the object before what has the address, and a ref before none. */
export function findMounted(
  mounted: readonly Mounted[],
  { url, object, ref }: WantedContent,
): FileTree | undefined {
  const address = url === undefined ? undefined : normalizeUrl(url);
  const fits = mounted.filter(
    (each) =>
      each.chart === undefined &&
      (each.object ? isObject(each.object, object) : each.address === address && address !== undefined) &&
      (each.ref === undefined || (ref !== undefined && isSameRef(each.ref, ref))),
  );
  const rank = (each: Mounted): number => (each.object ? 2 : 0) + (each.ref === undefined ? 0 : 1);
  return fits.sort((a, b) => rank(b) - rank(a))[0]?.tree;
}

/** Whether the content of an object is mounted by the object's name. */
export function isMountedByName(mounted: readonly Mounted[], object: MountedObject): boolean {
  return mounted.some((each) => each.object !== undefined && isObject(each.object, object));
}

function isObject(named: MountedObject, object: MountedObject | undefined): boolean {
  return (
    object !== undefined &&
    named.kind === object.kind &&
    named.name === object.name &&
    (named.namespace === undefined || named.namespace === object.namespace)
  );
}

function freePrefix(name: string, taken: ReadonlyMap<RepoPath, unknown>): RepoPath {
  let prefix = `${MOUNT_PREFIX}${name}` as RepoPath;
  for (let n = 2; taken.has(prefix); n++) prefix = `${MOUNT_PREFIX}${name}-${n}` as RepoPath;
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
    tree.paths.map((path) => `${prefix}/${path}` as RepoPath),
    read,
  );
}

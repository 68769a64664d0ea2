/**
 * What is in the artifact of a source: the repository itself, one that was mounted, or nothing that can be known.
 * Source: source-controller/docs/spec/v1/gitrepositories.md.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { type ObjectId, sameId } from '../../kubernetes/object-id.js';
import { composedTree, type FileTree, filesBelow, filterTree } from '../../source/file-tree.js';
import { isWithin, joinPath, type RepoPath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import { SOURCE_GROUP } from '../kinds/kinds.data.js';
import { securePath } from '../kustomization/path-build.js';
import { artifactTree } from './artifact.js';
import { followedRef, showRef } from './followed-ref.js';
import { findMounted, type Mounted } from './mounts.js';
import { normalizeUrl } from './normalize-url.js';
import { addressOf, judgeSource, type OwnAddress, refOf, unknownAddress } from './own-repository.js';

/** What is in the artifact of a source. */
export type SourceContent =
  | {
      readonly kind: 'tree';
      readonly tree: FileTree;
      /** The same before anything was left out. */
      readonly whole: FileTree;
      /** Whether it is the repository itself. */
      readonly self: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The repositories that are available locally. */
export interface Repositories {
  /** The repository that the cluster syncs. */
  readonly own: FileTree;
  /** The addresses under which it is fetched. */
  readonly addresses: readonly OwnAddress[];
  /** The source that is the repository whatever its address: what fills that in is not in the files. */
  readonly ownSource?: ObjectId;
  /** The content of sources that fetch from elsewhere. */
  readonly mounted: readonly Mounted[];
}

/** Finds another source of the cluster, for those that are made of several. */
export type FindSource = (id: ObjectId) => SourceContent | undefined;

/** The content of a source object's artifact. */
export function contentOf(
  object: KubernetesObject,
  repositories: Repositories,
  find: FindSource,
): SourceContent {
  const { body, id } = object;
  const named = findMounted(repositories.mounted, { object: id, ref: followedRef(object) });
  if (named && id.kind === 'ExternalArtifact') {
    return { kind: 'tree', tree: artifactTree(named), whole: named, self: false };
  }
  if (!['GitRepository', 'OCIRepository', 'Bucket'].includes(id.kind)) {
    return { kind: 'unknown', reason: `a ${id.kind} holds a chart` };
  }
  const unknown = unknownAddress(object);
  const isOwn = repositories.ownSource !== undefined && sameId(repositories.ownSource, id);
  if (!named && unknown !== undefined && !isOwn) return { kind: 'unknown', reason: unknown };
  const fetched = named
    ? ({ kind: 'tree', tree: named, self: false } as const)
    : unknown === undefined
      ? repositoryAt(addressOf(object) ?? '', object, repositories)
      : ({ kind: 'tree', tree: repositories.own, self: true } as const);
  if (fetched.kind === 'unknown') return fetched;
  const sparse = itemsAt(body, 'spec', 'sparseCheckout').map((item) => securePath(textAt(item) ?? ''));
  const checkedOut =
    sparse.length === 0
      ? fetched.tree
      : filterTree(fetched.tree, (path) => sparse.some((directory) => isWithin(directory, path)));
  const submodules = textAt(body, 'spec', 'recurseSubmodules') === 'true' ? 'fetched' : 'left-out';
  const artifact = artifactTree(checkedOut, textAt(body, 'spec', 'ignore'), submodules);
  const included = withIncludes(artifact, object, find);
  return 'reason' in included ? included : { ...fetched, tree: included, whole: fetched.tree };
}

type Fetched =
  | { readonly kind: 'tree'; readonly tree: FileTree; readonly self: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

function repositoryAt(url: string, object: KubernetesObject, repositories: Repositories): Fetched {
  const verdict = judgeSource(object, repositories.addresses);
  if (verdict.kind === 'own') return { kind: 'tree', tree: repositories.own, self: true };
  const mounted = findMounted(repositories.mounted, { url, ref: followedRef(object) });
  if (mounted) return { kind: 'tree', tree: mounted, self: false };
  const shown = url.replace(/^(https?:\/\/)[^/@]*@/, '$1');
  const followed = `'${shown}' is followed at ${refOf(object)}`;
  if (verdict.kind === 'other-ref') {
    const reason = `${followed}, and the files that are available locally are those of ${verdict.ref}`;
    return { kind: 'unknown', reason };
  }
  const normal = normalizeUrl(url);
  const others = repositories.mounted.flatMap((each) =>
    each.address === normal && each.ref !== undefined && each.chart === undefined ? each.ref : [],
  );
  if (others.length === 0)
    return { kind: 'unknown', reason: `the repository '${shown}' is not available locally` };
  const mountedRefs = others.map((each) => (typeof each === 'string' ? `'${each}'` : showRef(each)));
  return { kind: 'unknown', reason: `${followed}, and what is mounted is ${mountedRefs.join(' and ')}` };
}

const remembered = new WeakMap<FileTree, Map<string, FileTree>>();

/** Copies the artifacts of other GitRepositories into this one. */
function withIncludes(
  artifact: FileTree,
  { id, body }: KubernetesObject,
  find: FindSource,
): FileTree | { readonly kind: 'unknown'; readonly reason: string } {
  const includes = itemsAt(body, 'spec', 'include');
  if (includes.length === 0) return artifact;
  const key: string[] = [];
  const parts: { from: RepoPath; to: RepoPath; tree: FileTree }[] = [];
  for (const include of includes) {
    const name = textAt(include, 'repository', 'name') ?? '';
    const content = find({ ...id, group: SOURCE_GROUP, kind: 'GitRepository', name });
    if (content?.kind !== 'tree') {
      return {
        kind: 'unknown',
        reason: `it includes the GitRepository '${name}', which is not available locally`,
      };
    }
    const from = securePath(textAt(include, 'fromPath') ?? '');
    const to = securePath(textAt(include, 'toPath') ?? name);
    parts.push({ from, to, tree: content.tree });
    key.push(`${treeNumber(content.tree)} ${from} ${to}`);
  }
  let byKey = remembered.get(artifact);
  if (!byKey) {
    byKey = new Map();
    remembered.set(artifact, byKey);
  }
  let composed = byKey.get(key.join('\n'));
  if (!composed) {
    const files = new Map<RepoPath, SourceFile>(
      artifact.paths.flatMap((path) => entry(artifact, path, path)),
    );
    for (const { from, to, tree } of parts) {
      for (const path of filesBelow(tree, from)) {
        const inner = (from === '' ? path : path.slice(from.length + 1)) as RepoPath;
        for (const [target, file] of entry(tree, path, joinPath(to, inner))) files.set(target, file);
      }
    }
    composed = composedTree(files);
    byKey.set(key.join('\n'), composed);
  }
  return composed;
}

function entry(tree: FileTree, path: RepoPath, target: RepoPath): [RepoPath, SourceFile][] {
  const file = tree.read(path);
  return file ? [[target, file]] : [];
}

const numbers = new WeakMap<FileTree, number>();
let trees = 0;

/** A number that tells trees apart, for keys. */
export function treeNumber(tree: FileTree): number {
  let number = numbers.get(tree);
  if (number === undefined) {
    number = ++trees;
    numbers.set(tree, number);
  }
  return number;
}

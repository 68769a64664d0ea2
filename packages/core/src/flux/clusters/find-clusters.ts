/**
 * Finds the clusters of a repository by what gets Flux there: the sync objects that bootstrap writes,
 * FluxInstances, and flux-system directories that are not filled yet.
 *
 * @module
 */

import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey, sameId } from '../../kubernetes/object-id.js';
import { type FileTree, filesBelow } from '../../source/file-tree.js';
import { baseName, directoryOf, isWithin, joinPath, type RepoPath, ROOT } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import type { WrittenObject } from '../kinds/flux-objects.js';
import { KUSTOMIZE_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { isKind } from '../kinds/kinds.js';
import { securePath } from '../kustomization/path-build.js';
import { normalizeUrl } from '../sources/normalize-url.js';
import { addressOf, refOf, unknownAddress } from '../sources/own-repository.js';
import { sourceIdOf } from '../sources/source-ref.js';
import type { ClusterEntry } from './cluster-entry.js';
import { commonSource } from './common-source.js';
import { assumedCluster, type FoundCluster } from './found-cluster.js';
import { mergeSynced } from './merge-synced.js';
import { operatedByOthers, operatedClusters } from './operated-clusters.js';
import { isPlaceholder, isTemplatePath } from './placeholder.js';

/** The clusters that files of bootstrap and of Flux's operator bring up by themselves. */
export function findClusters(tree: FileTree, written: readonly WrittenObject[]): FoundCluster[] {
  const bootstrapped = written.filter(({ path }) => isSyncFile(tree, path));
  return [...mergeSynced(tree, syncedClusters(tree, bootstrapped)), ...operatedClusters(tree, written)];
}

/**
 * The clusters that sync objects in other files bring up, and those that are not filled yet.
 * Among files that something else applies, such objects are apps like others, so they are asked for among the rest only.
 */
export function handmadeClusters(
  tree: FileTree,
  written: readonly WrittenObject[],
  found: readonly FoundCluster[],
): FoundCluster[] {
  // Where the apps have another source in common, one with a name of its own fetches another repository.
  const common = commonSource(written.map(({ object }) => object));
  const isOther = (object: KubernetesObject): boolean =>
    isKind(object, KUSTOMIZE_GROUP, 'Kustomization') &&
    common !== undefined &&
    idKey(sourceIdOf(object)) !== common;
  const handmade = [
    ...syncedClusters(
      tree,
      written.filter(({ path, object }) => !isSyncFile(tree, path) && !isOther(object)),
    ),
    ...operatedByOthers(tree, written),
  ];
  return [...handmade, ...incompleteClusters(tree, written, [...found, ...handmade])];
}

/** A Flux Kustomization whose source has its own name or stands in the same file of bootstrap, and whose path holds that file. */
function syncedClusters(tree: FileTree, written: readonly WrittenObject[]): FoundCluster[] {
  const found = written.flatMap(({ path, object }): FoundCluster[] => {
    const wanted = textAt(object.body, 'spec', 'path');
    if (!isKind(object, KUSTOMIZE_GROUP, 'Kustomization') || wanted === undefined) return [];
    const { kind, name, namespace } = sourceIdOf(object);
    const synced = securePath(wanted);
    const isNamesake = name === object.id.name && namespace === object.id.namespace;
    // People rename what bootstrap wrote; its file, its path and the source beside it still tell.
    const isRenamed =
      isWithin(synced, path) && synced !== ROOT && isSyncFile(tree, path) && hasSource(written, path, object);
    if (!SYNC_SOURCES.has(kind) || !(isNamesake || isRenamed)) return [];
    if (!tree.isDirectory(synced) && isPlaceholder(baseName(synced))) return [];
    const place = placeOfSync(tree, path, synced);
    if (!place) return [];
    const beside = written
      .filter((each) => directoryOf(each.path) === directoryOf(path))
      .map((each) => each.object);
    const source = beside.find((each) => each.id.name === name && each.id.group === SOURCE_GROUP);
    const url = source && addressOf(source);
    const isFilledIn = source !== undefined && unknownAddress(source) !== undefined;
    return [
      {
        entry: { kind: 'gotk-sync', file: path, ...place },
        root: joinPaths(place.repository, synced),
        objects: source ? [source, object] : [object],
        url: url === undefined || !source || isFilledIn ? undefined : [normalizeUrl(url), refOf(source)],
        fluxSystem: directoryOf(path),
        ...(isFilledIn && { ownSource: source.id }),
      },
    ];
  });
  return onePerFile(found);
}

/** Whether the source of a Flux Kustomization stands in the same file, and no sync of bootstrap's own that uses it. */
function hasSource(written: readonly WrittenObject[], file: RepoPath, object: KubernetesObject): boolean {
  const source = sourceIdOf(object);
  const namesake = { ...source, group: KUSTOMIZE_GROUP, kind: 'Kustomization' };
  const beside = written.flatMap((each) => (each.path === file ? [each.object.id] : []));
  return beside.some((id) => sameId(id, source)) && !beside.some((id) => sameId(id, namesake));
}

/** What one file syncs, it syncs into one cluster: of the outermost root, or the first of them. */
function onePerFile(found: readonly FoundCluster[]): FoundCluster[] {
  const files = new Set(found.map(({ entry }) => entry.file));
  return [...files].flatMap((file) => {
    const all = found.filter(({ entry }) => entry.file === file);
    const outermost = all.find(({ root }) => all.every((other) => isWithin(root, other.root)));
    if (!outermost) return all;
    return [{ ...outermost, objects: all.flatMap(({ objects }) => objects) }];
  });
}

/**
 * Flux Kustomizations that apply the directory in which they stand, from a source of another name in the same file.
 * Among files that something else applies they are apps like others, so they are asked for among the rest only.
 */
export function selfAppliedClusters(
  written: readonly WrittenObject[],
  all: readonly FoundCluster[],
): FoundCluster[] {
  const apps = written.filter(({ object }) => isKind(object, KUSTOMIZE_GROUP, 'Kustomization'));
  const common = commonSource(written.map(({ object }) => object));
  const found = apps.flatMap(({ path, object }): FoundCluster[] => {
    if (common !== undefined && idKey(sourceIdOf(object)) !== common) return [];
    const root = securePath(textAt(object.body, 'spec', 'path') ?? '');
    const wanted = sourceIdOf(object);
    const source = written.find((each) => each.path === path && sameId(each.object.id, wanted))?.object;
    const url = source && addressOf(source);
    if (root === ROOT || !isWithin(root, path) || !source || url === undefined) return [];
    // What is left in the directory of a cluster is none of its own.
    if (all.some((each) => each.root === root)) return [];
    return [
      {
        entry: { kind: 'unbootstrapped', file: path, directory: root, repository: ROOT },
        root,
        objects: [source, object],
        url: [normalizeUrl(url), refOf(source)],
        fluxSystem: directoryOf(path),
      },
    ];
  });
  return onePerFile(found).filter(
    ({ root }) => !found.some((other) => other.root !== root && isWithin(other.root, root)),
  );
}

const SYNC_SOURCES = new Set(['GitRepository', 'OCIRepository', 'Bucket']);

function joinPaths(directory: RepoPath, path: RepoPath): RepoPath {
  if (path === ROOT) return directory;
  return joinPath(directory, path);
}

interface Place {
  readonly directory: RepoPath;
  readonly repository: RepoPath;
}

function placeOfSync(tree: FileTree, file: RepoPath, path: RepoPath): Place | undefined {
  const home = directoryOf(file);
  // The usual place is a directory of its own below the cluster's.
  const parent = isSyncFile(tree, file) ? directoryOf(home) : home;
  const fits = path === ROOT ? isSyncFile(tree, file) : isWithin(path, file);
  if (fits) return { directory: path === ROOT ? parent : path, repository: ROOT };
  // A repository that was copied into a directory of another one: the path fits from there.
  if (!tree.isDirectory(path) && parent.endsWith(`/${path}`)) {
    return { directory: parent, repository: parent.slice(0, -path.length - 1) as RepoPath };
  }
  return isSyncFile(tree, file) && !isSharedBase(tree, home)
    ? { directory: parent, repository: ROOT }
    : undefined;
}

function isSyncFile(tree: FileTree, file: RepoPath): boolean {
  const source = baseName(file) === 'gotk-sync.yaml' ? undefined : tree.read(file);
  if (!source) return baseName(file) === 'gotk-sync.yaml';
  let answer = syncFiles.get(source);
  if (answer === undefined) {
    answer = source.text.includes('was generated by flux. DO NOT EDIT');
    syncFiles.set(source, answer);
  }
  return answer;
}

// A file is asked about for each object in it.
const syncFiles = new WeakMap<SourceFile, boolean>();

/** Sync files that overlays complete stand in a base, away from any cluster. */
function isSharedBase(tree: FileTree, directory: RepoPath): boolean {
  return (
    directory.split('/').includes('base') &&
    !tree.isDirectory(joinPath(directoryOf(directory), 'flux-system'))
  );
}

/** Directories with files of bootstrap in which no sync objects stand: templates, or damage. */
function incompleteClusters(
  tree: FileTree,
  written: readonly WrittenObject[],
  found: readonly FoundCluster[],
): FoundCluster[] {
  const known = new Set(found.flatMap(({ fluxSystem, entry }) => [fluxSystem, entry.directory]));
  const directories = new Set(
    tree.paths.filter((path) => /^gotk-(sync|components)\.yaml$/.test(baseName(path))).map(directoryOf),
  );
  return [...directories].flatMap((fluxSystem) => {
    const directory = directoryOf(fluxSystem);
    // Beside clusters that are whole, the components alone make none: nothing is there that they could apply.
    const isBare =
      found.length > 0 &&
      !filesBelow(tree, directory).some(
        (path) => /\.ya?ml$/.test(path) && baseName(path) !== 'gotk-components.yaml',
      );
    const isUnnamed = written.some(
      ({ path, object }) =>
        directoryOf(path) === fluxSystem &&
        isPlaceholder(baseName(securePath(textAt(object.body, 'spec', 'path') ?? ''))),
    );
    if (isBare || isUnnamed || isTemplatePath(directory)) return [];
    if (known.has(fluxSystem) || known.has(directory) || isSharedBase(tree, fluxSystem)) return [];
    const entry: ClusterEntry = { kind: 'incomplete', file: fluxSystem, directory, repository: ROOT };
    return [assumedCluster(entry, fluxSystem)];
  });
}

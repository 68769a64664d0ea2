/**
 * What the image automations of the clusters update.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  type FileTree,
  type FluxModel,
  filesBelow,
  findObject,
  IMAGE_GROUP,
  indexOf,
  nodeAt,
  normalizeUrl,
  type RepoPath,
  SOURCE_GROUP,
  type Source,
  securePath,
  textAt,
} from '@fluxvet/core';
import { isScanned } from './image-markers.js';

export interface ImageAutomation {
  readonly cluster: Cluster;
  readonly object: AppliedObject;
  /** The GitRepository that it clones, where that one is in the files. */
  readonly source: Source | undefined;
  /** The files that it looks into; nothing where they cannot be known. */
  readonly files: ReadonlySet<RepoPath> | undefined;
}

const remembered = new WeakMap<FluxModel, readonly ImageAutomation[]>();

/** Every ImageUpdateAutomation of every cluster. */
export function imageAutomationsOf(model: FluxModel): readonly ImageAutomation[] {
  let automations = remembered.get(model);
  if (!automations) {
    const own = ownUrls(model);
    automations = model.clusters.flatMap((cluster) => {
      const sources = new Map(cluster.sources.map((source) => [source.object, source]));
      return indexOf(cluster)
        .ofKind(IMAGE_GROUP, 'ImageUpdateAutomation')
        .map((object): ImageAutomation => {
          const repository = repositoryOf(cluster, object);
          const source = repository && sources.get(repository);
          return { cluster, object, source, files: filesOf(object, source, own) };
        });
    });
    remembered.set(model, automations);
  }
  return automations;
}

/** The addresses of the repository itself. */
function ownUrls(model: FluxModel): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { sources } of model.clusters) {
    for (const { object, content } of sources) {
      if (content.kind === 'tree' && content.self)
        own.add(normalizeUrl(textAt(object.body, 'spec', 'url') ?? ''));
    }
  }
  return own;
}

function repositoryOf(cluster: Cluster, { id, body }: AppliedObject): AppliedObject | undefined {
  const reference = nodeAt(body, 'spec', 'sourceRef');
  const name = textAt(reference, 'name');
  const namespace = textAt(reference, 'namespace') ?? id.namespace;
  if (name === undefined || namespace === undefined) return undefined;
  return findObject(cluster, { group: SOURCE_GROUP, kind: 'GitRepository', namespace, name });
}

const NONE: ReadonlySet<RepoPath> = new Set();

function filesOf(
  { body }: AppliedObject,
  source: Source | undefined,
  own: ReadonlySet<string>,
): ReadonlySet<RepoPath> | undefined {
  if (!source) return undefined;
  if (source.content.kind === 'unknown') {
    const url = textAt(source.object.body, 'spec', 'url');
    // Another repository for certain; the same one at another branch holds the same files, more or less.
    return url !== undefined && own.size > 0 && !own.has(normalizeUrl(url)) ? NONE : undefined;
  }
  const path = nodeAt(body, 'spec', 'update', 'path');
  if (path && (path.kind !== 'scalar' || path.unknown !== undefined)) return undefined;
  return filesAt(source.content.whole, securePath(path?.value ?? ''));
}

const byTree = new WeakMap<FileTree, Map<RepoPath, ReadonlySet<RepoPath>>>();

/** The files of a tree at or below a path, as the repository names them. */
function filesAt(tree: FileTree, path: RepoPath): ReadonlySet<RepoPath> {
  const known = byTree.get(tree) ?? new Map<RepoPath, ReadonlySet<RepoPath>>();
  byTree.set(tree, known);
  let files = known.get(path);
  if (!files) {
    const below = [...filesBelow(tree, path), path].filter(isScanned);
    files = new Set(below.flatMap((each) => tree.read(each)?.path ?? []));
    known.set(path, files);
  }
  return files;
}

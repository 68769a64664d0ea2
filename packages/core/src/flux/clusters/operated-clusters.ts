/**
 * The clusters that the Flux Operator brings up: those of the FluxInstances in the files.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { buildKustomization } from '../../kustomize/build.js';
import { outermostTakers } from '../../kustomize/load/taken-in.js';
import type { FileTree } from '../../source/file-tree.js';
import { goRegexp } from '../../source/go-regexp.js';
import { baseName, directoryOf, type RepoPath, ROOT } from '../../source/repo-path.js';
import { scalar } from '../../yaml/nodes/node.js';
import { textAt, updateAt } from '../../yaml/nodes/node-path.js';
import type { WrittenObject } from '../kinds/flux-objects.js';
import { OPERATOR_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { isKind } from '../kinds/kinds.js';
import { securePath } from '../kustomization/path-build.js';
import { syncObjects } from '../operator/flux-instance.js';
import { normalizeUrl } from '../sources/normalize-url.js';
import { addressOf, refOf, unknownAddress } from '../sources/own-repository.js';
import type { FoundCluster } from './found-cluster.js';
import { holdsVariable, isTemplatePath } from './placeholder.js';

/** The clusters of FluxInstances whose path is written out. */
export function operatedClusters(tree: FileTree, written: readonly WrittenObject[]): FoundCluster[] {
  return instancesIn(tree, written).flatMap(({ path, object }): FoundCluster[] => {
    const root = textAt(object.body, 'spec', 'sync', 'path');
    if (root === undefined || holdsVariable(root) || !tree.isDirectory(securePath(root))) return [];
    return [operated(path, object, securePath(root))];
  });
}

/**
 * The clusters of FluxInstances whose path is filled in by whatever applies them first, such as Terraform: each stands for
 * the directory that it stands in, or for those that its path could name.
 */
export function operatedByOthers(tree: FileTree, written: readonly WrittenObject[]): FoundCluster[] {
  return instancesIn(tree, written).flatMap(({ path, object }): FoundCluster[] => {
    const root = textAt(object.body, 'spec', 'sync', 'path');
    if (root === undefined || !holdsVariable(root) || isTemplatePath(path)) return [];
    return directoriesFor(root, path, written).map((directory) => {
      const { origin } = object.body;
      const body = updateAt(object.body, ['spec', 'sync', 'path'], () => scalar(directory, origin), origin);
      return operated(path, body.kind === 'map' ? { ...object, body } : object, directory);
    });
  });
}

/** The directory of the FluxInstance where its path can name that, and else all with Flux objects that it can name. */
function directoriesFor(root: string, file: RepoPath, written: readonly WrittenObject[]): RepoPath[] {
  const parts = root.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const home =
    baseName(directoryOf(file)) === 'flux-system' ? directoryOf(directoryOf(file)) : directoryOf(file);
  const asWritten = goRegexp(`^${parts.join('.*')}$`);
  const canBeHome = ['', './', '/', './/'].some((before) => matches(asWritten, `${before}${home}`));
  if (home !== ROOT && canBeHome) return [home];
  const [first = ''] = parts;
  if (first === '' || first === '\\.') return [];
  const named = goRegexp(`^${parts.join('[^/]+').replace(/^(\\\.)?\//, '')}$`);
  const directories = new Set<RepoPath>();
  for (const { path } of written) {
    for (let at = directoryOf(path); at !== ROOT; at = directoryOf(at))
      if (matches(named, at)) directories.add(at);
  }
  return [...directories].sort();
}

function matches(pattern: ReturnType<typeof goRegexp>, text: string): boolean {
  return typeof pattern === 'function' && pattern(text);
}

function operated(file: RepoPath, instance: KubernetesObject, directory: RepoPath): FoundCluster {
  const made = syncObjects(instance);
  const source = made.find(({ id }) => id.group === SOURCE_GROUP);
  const isFilledIn = source !== undefined && unknownAddress(source) !== undefined;
  const url = source && addressOf(source);
  return {
    entry: { kind: 'flux-instance', file, directory, repository: ROOT },
    root: directory,
    objects: [instance, ...made],
    url: url === undefined || !source || isFilledIn ? undefined : [normalizeUrl(url), refOf(source)],
    fluxSystem: directoryOf(file),
    ...(isFilledIn && { ownSource: source.id }),
  };
}

/** The FluxInstances as the kustomizations render them that take them in: those give it a namespace, or a path for each cluster. */
function instancesIn(tree: FileTree, written: readonly WrittenObject[]): WrittenObject[] {
  return written.flatMap((each): WrittenObject[] => {
    if (!isKind(each.object, OPERATOR_GROUP, 'FluxInstance')) return [];
    const rendered = outermostTakers(tree, each.path).flatMap((directory) =>
      buildKustomization(tree, directory).objects.filter(
        (object) =>
          isKind(object, OPERATOR_GROUP, 'FluxInstance') && object.body.origin.span.file === each.path,
      ),
    );
    return rendered.length === 0 ? [each] : rendered.map((object) => ({ path: each.path, object }));
  });
}

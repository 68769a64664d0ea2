/**
 * The files that a build would take objects and patches from, found by following names without building anything.
 *
 * @module
 */
import type { FileTree } from '../../source/file-tree.js';
import { type RepoPath, resolvePath } from '../../source/repo-path.js';
import type { Node } from '../../yaml/nodes/node.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { findKustomizationFiles } from './kustomization-file.js';

/** The files that a kustomization names, and those of the directories that it names. */
export function filesNamed(tree: FileTree, directory: RepoPath, kustomization: Node): ReadonlySet<RepoPath> {
  const files = new Set<RepoPath>();
  const visited = new Set<RepoPath>([directory]);
  const follow = (from: RepoPath, node: Node | undefined): void => {
    for (const name of namesIn(node)) {
      const path = resolvePath(from, name);
      if (path === undefined || visited.has(path)) continue;
      visited.add(path);
      const isDirectory = tree.isDirectory(path);
      const file = isDirectory ? findKustomizationFiles(tree, path)[0] : tree.read(path);
      if (file) files.add(file.path);
      if (file && isDirectory) follow(path, parseYaml(file).documents[0]?.root);
    }
  };
  follow(directory, kustomization);
  return files;
}

/** What a kustomization takes in, as it is written: resources, components, patches. */
export function namesIn(kustomization: Node | undefined): string[] {
  return [
    ...LISTS.flatMap((field) => itemsAt(kustomization, field).map((item) => textAt(item))),
    ...WITH_PATH.flatMap((field) => itemsAt(kustomization, field).map((item) => textAt(item, 'path'))),
  ].filter((name) => name !== undefined);
}

const LISTS = ['resources', 'bases', 'components', 'patchesStrategicMerge', 'generators', 'transformers'];
const WITH_PATH = ['patches', 'patchesJson6902'];

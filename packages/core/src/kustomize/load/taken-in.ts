/**
 * Which kustomizations take a file in, found by following names without building anything.
 *
 * @module
 */
import type { FileTree } from '../../source/file-tree.js';
import { baseName, directoryOf, type RepoPath, resolvePath } from '../../source/repo-path.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { namesIn } from './files-named.js';

const KUSTOMIZATION_FILE = /^(kustomization\.ya?ml|Kustomization)$/;
const remembered = new WeakMap<FileTree, ReadonlyMap<RepoPath, readonly RepoPath[]>>();

/**
 * The directories of the kustomizations that take a file in, by way of others or not, and that no other one takes in.
 * Empty for a file that no kustomization names.
 */
export function outermostTakers(tree: FileTree, file: RepoPath): readonly RepoPath[] {
  const takers = takersIn(tree);
  const seen = new Set<RepoPath>();
  const outermost: RepoPath[] = [];
  const queue = [...(takers.get(file) ?? [])];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const above = takers.get(at) ?? [];
    if (above.length === 0) outermost.push(at);
    queue.push(...above);
  }
  return outermost.sort();
}

/** What each kustomization names, the other way round: file or directory → the directories of those that name it. */
function takersIn(tree: FileTree): ReadonlyMap<RepoPath, readonly RepoPath[]> {
  const known = remembered.get(tree);
  if (known) return known;
  const takers = new Map<RepoPath, RepoPath[]>();
  for (const path of tree.paths.filter((each) => KUSTOMIZATION_FILE.test(baseName(each)))) {
    const file = tree.read(path);
    const root = file && parseYaml(file).documents[0]?.root;
    // A Flux Kustomization may stand in a file of that name.
    if (!root || textAt(root, 'apiVersion')?.includes('fluxcd.io')) continue;
    for (const name of namesIn(root)) {
      const target = resolvePath(directoryOf(path), name);
      if (target === undefined) continue;
      const before = takers.get(target);
      if (before) before.push(directoryOf(path));
      else takers.set(target, [directoryOf(path)]);
    }
  }
  remembered.set(tree, takers);
  return takers;
}

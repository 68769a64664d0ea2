/**
 * Sync files that speak of one cluster, and those that speak of none.
 *
 * @module
 */
import { filesNamed } from '../../kustomize/load/files-named.js';
import { findKustomizationFiles } from '../../kustomize/load/kustomization-file.js';
import { outermostTakers } from '../../kustomize/load/taken-in.js';
import { type FileTree, subTree } from '../../source/file-tree.js';
import { baseName, isWithin, type RepoPath, relativePath } from '../../source/repo-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { FoundCluster } from './found-cluster.js';
import { isPlaceholder } from './placeholder.js';

/**
 * One cluster for each root: the one whose sync file the root takes in. What else stands in the root was left behind.
 * A sync file that only other directories take in is a part of theirs, and one whose root is yet to be named is a template.
 */
export function mergeSynced(tree: FileTree, found: readonly FoundCluster[]): FoundCluster[] {
  const byRoot = new Map<RepoPath, FoundCluster[]>();
  for (const each of found) byRoot.set(each.root, [...(byRoot.get(each.root) ?? []), each]);
  return [...byRoot].flatMap(([root, all]) => {
    if (!tree.isDirectory(root) && isPlaceholder(baseName(root))) return [];
    const takenIn = filesOf(tree, root);
    const isTaken = ({ entry }: FoundCluster): boolean => takenIn?.has(entry.file) ?? false;
    const ofRoot = all.filter((each) => isTaken(each) || isWithin(root, each.entry.file));
    const kept = ofRoot.find(isTaken) ?? ofRoot[0];
    const apart = all.filter((each) => !ofRoot.includes(each) && !isPartOfOthers(tree, each));
    if (!kept) return apart;
    const isAway = !isWithin(root, kept.entry.file);
    return [isAway ? { ...kept, entry: { ...kept.entry, directory: root } } : kept, ...apart];
  });
}

/** What the kustomization of a root takes in; nothing where every file in it is applied. */
function filesOf(tree: FileTree, root: RepoPath): ReadonlySet<RepoPath> | undefined {
  const [file] = findKustomizationFiles(tree, root);
  const kustomization = file && parseYaml(file).documents[0]?.root;
  return kustomization && filesNamed(tree, root, kustomization);
}

/** Whether a sync file stands in a base: directories that do not hold it take it in. */
function isPartOfOthers(tree: FileTree, { entry }: FoundCluster): boolean {
  const own = subTree(tree, entry.repository);
  const file = relativePath(entry.repository, entry.file) as RepoPath;
  const takers = outermostTakers(own, file);
  return takers.length > 0 && !takers.some((directory) => isWithin(directory, file));
}

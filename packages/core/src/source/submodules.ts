/**
 * The directories that git fills from other repositories.
 *
 * @module
 */
import type { FileTree } from './file-tree.js';
import { isWithin, type RepoPath, toRepoPath } from './repo-path.js';

const remembered = new WeakMap<FileTree, readonly RepoPath[]>();

/** The submodules of a tree. */
export function submodulesOf(tree: FileTree): readonly RepoPath[] {
  if (tree.submodules) return tree.submodules;
  let submodules = remembered.get(tree);
  if (!submodules) {
    const text = tree.read('.gitmodules' as RepoPath)?.text ?? '';
    const paths = [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S.*)$/gm)].map(([, at = '']) =>
      toRepoPath(at.trim()),
    );
    submodules = paths.flatMap((path) => (path === undefined || path === '' ? [] : path));
    remembered.set(tree, submodules);
  }
  return submodules;
}

/** The submodule that a path stands in, if it stands in one. */
export function submoduleOf(tree: FileTree, path: RepoPath): RepoPath | undefined {
  return submodulesOf(tree).find((each) => isWithin(each, path));
}

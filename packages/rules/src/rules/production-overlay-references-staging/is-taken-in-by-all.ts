/**
 * Whether an environment's directory is what all others are made of: a base by another name.
 *
 * @module
 */
import {
  directoryOf,
  type FileTree,
  isWithin,
  listDirectory,
  parseYaml,
  type RepoPath,
  resolvePath,
  scalarsOf,
} from '@fluxvet/core';
import { kustomizationFileIn } from '../../questions/files/kustomization-files.js';

/** Whether every directory beside one, two at least, takes it in. */
export function isTakenInByAll(tree: FileTree, home: RepoPath): boolean {
  const beside = listDirectory(tree, directoryOf(home)).directories.filter((each) => each !== home);
  return beside.length >= 2 && beside.every((each) => takesIn(tree, each, home));
}

function takesIn(tree: FileTree, directory: RepoPath, home: RepoPath): boolean {
  const file = kustomizationFileIn(tree, directory);
  const root = file && parseYaml(file).documents[0]?.root;
  const named = root ? [...scalarsOf(root)].filter(({ node }) => node.value.includes('..')) : [];
  return named.some(({ node }) => {
    const target = resolvePath(directory, node.value);
    return target !== undefined && isWithin(home, target);
  });
}

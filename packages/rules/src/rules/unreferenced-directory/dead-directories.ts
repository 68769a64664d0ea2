/**
 * Directories with manifests that nothing applies.
 *
 * @module
 */
import {
  baseName,
  directoryOf,
  type FluxModel,
  isTemplate,
  joinPath,
  listDirectory,
  type RepoPath,
  ROOT,
  type SourceFile,
} from '@fluxvet/core';
import {
  inputsOf,
  isKustomizationFile,
  isLeftOut,
  isSetAside,
  kustomizationFileIn,
  manifestsIn,
  namedPaths,
} from '../../questions/files/kustomization-files.js';
import { withAbove } from './directory-references.js';

export interface DeadDirectory {
  readonly directory: RepoPath;
  /** The file that tells best what it holds. */
  readonly file: SourceFile;
  /** Whether a directory beside it is applied. */
  readonly hasLivingNeighbour: boolean;
}

/** The topmost directories that no cluster reaches. */
export function* deadDirectories(model: FluxModel): Generator<DeadDirectory> {
  const { tree } = model;
  const living = directoriesOf(inputsOf(model));
  const takenIn = withAbove(namedPaths(model));
  const dead = new Map<RepoPath, RepoPath>();
  for (const path of tree.paths) {
    const isBuild = isKustomizationFile(path);
    if (!isBuild && !/\.ya?ml$/.test(path)) continue;
    let top = directoryOf(path);
    if (living.has(top) || isApart(top) || isSetAside(path) || isLeftOut(path, model)) continue;
    if (isTemplate(tree, path)) continue;
    while (!living.has(directoryOf(top))) top = directoryOf(top);
    if (dead.has(top) || tree.read(joinPath(top, 'Chart.yaml'))) continue;
    const file = tree.read(path);
    // What Flux generated and nobody removed brings nothing by itself.
    const isGenerated = baseName(path) === 'gotk-components.yaml';
    if (file && !isGenerated && (isBuild || manifestsIn(file).length > 0)) dead.set(top, path);
  }
  for (const [directory, path] of dead) {
    const file = kustomizationFileIn(tree, directory) ?? tree.read(path);
    const parent = directoryOf(directory);
    const neighbours = parent === ROOT ? [] : listDirectory(tree, parent).directories;
    const hasLivingNeighbour = neighbours.some((each) => living.has(each));
    // What a dead kustomization elsewhere takes in is alive as soon as that one is.
    if (file && !takenIn.has(directory)) yield { directory, file, hasLivingNeighbour };
  }
}

/**
 * Directories with a kustomization that is missing from the one above, which lists most of those beside it:
 * all that can be said of a repository that others apply.
 */
export function* leftOutDirectories(model: FluxModel): Generator<DeadDirectory> {
  const { tree, detached } = model;
  const named = namedPaths(model);
  const takenIn = withAbove(named);
  for (const { directory } of detached.builds) {
    const parent = directoryOf(directory);
    const file = kustomizationFileIn(tree, directory);
    if (directory === ROOT || isApart(directory) || !file || !kustomizationFileIn(tree, parent)) continue;
    if (takenIn.has(directory)) continue;
    const beside = listDirectory(tree, parent).directories.filter((each) => kustomizationFileIn(tree, each));
    const listed = beside.filter((each) => named.has(each));
    if (listed.length >= 3 && listed.length * 4 >= beside.length * 3)
      yield { directory, file, hasLivingNeighbour: false };
  }
}

/** All directories that hold a file, at any depth. */
function directoriesOf(paths: Iterable<RepoPath>): ReadonlySet<RepoPath> {
  const directories = new Set<RepoPath>([ROOT]);
  for (const path of paths) {
    for (let at = directoryOf(path); !directories.has(at); at = directoryOf(at)) directories.add(at);
  }
  return directories;
}

/** Directories that are not kept to be applied by Flux. */
function isApart(directory: RepoPath): boolean {
  return directory.split('/').some((part) => APART.test(part));
}

const APART =
  /^[._]|^(docs?|examples?|samples?|tests?|testdata|e2e|hack|scripts?|templates?|archived?|old|deprecated|disabled|unused|attic|backups?|bootstrap|terraform|ansible|talos|charts)$/i;

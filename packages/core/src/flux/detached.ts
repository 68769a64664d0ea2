/**
 * What stands in files that no cluster reaches: kustomizations that could be built on their own, and Flux objects.
 * What was put away is left out: nobody acts on it.
 *
 * @module
 */
import { type Build, buildKustomization } from '../kustomize/build.js';
import {
  findKustomizationFiles,
  hasKustomizationFile,
  readKustomizationFile,
} from '../kustomize/load/kustomization-file.js';
import type { Diagnostic, Gap } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';
import { isPutAway } from '../source/put-away.js';
import { baseName, directoryOf, type RepoPath } from '../source/repo-path.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import type { WrittenObject } from './kinds/flux-objects.js';
import type { Cluster, Detached, DetachedBuild } from './model.js';
import { isTemplate } from './template-files.js';

/** What stands apart from all clusters, and what was noticed there. */
export interface FoundDetached extends Detached {
  readonly diagnostics: readonly Diagnostic[];
  readonly gaps: readonly Gap[];
}

const KUSTOMIZATION_FILE = /^(kustomization\.ya?ml|Kustomization)$/;

/** Builds every kustomization that no cluster and no other kustomization reaches. */
export function findDetached(
  tree: FileTree,
  clusters: readonly Cluster[],
  written: readonly WrittenObject[],
): FoundDetached {
  const reached = new Set(clusters.flatMap(({ inputs }) => [...inputs]));
  const directories = tree.paths
    .filter((path) => KUSTOMIZATION_FILE.test(baseName(path)) && !reached.has(path) && !isPutAway(path))
    .map(directoryOf);
  const built = new Map<RepoPath, Build>();
  for (const directory of new Set(directories)) {
    if (!isBuildable(tree, directory)) continue;
    const build = buildKustomization(tree, directory);
    const own = findKustomizationFiles(tree, directory).map(({ path }) => path);
    const read = [...own, ...[...build.inputs].filter((path) => /\.ya?ml$/.test(path))];
    if (!read.some((path) => isTemplate(tree, path))) built.set(directory, build);
  }
  // A kustomization that another one takes in is judged there.
  const included = new Set<RepoPath>();
  for (const [directory, { inputs }] of built) {
    for (const input of inputs) {
      if (KUSTOMIZATION_FILE.test(baseName(input)) && directoryOf(input) !== directory)
        included.add(directoryOf(input));
    }
  }
  const roots = [...built].filter(([directory]) => !included.has(directory));
  const seen = new Set([...reached, ...roots.flatMap(([, { inputs }]) => [...inputs])]);
  const isRead = (path: RepoPath): boolean => !seen.has(path) && !isPutAway(path) && !isTemplate(tree, path);
  const unread = tree.paths.filter((path) => /\.ya?ml$/.test(path) && isRead(path));
  return {
    builds: roots.map(
      ([directory, { objects, complete }]): DetachedBuild => ({ directory, objects, complete }),
    ),
    objects: written.filter(({ path }) => isRead(path)).map(({ object }) => object),
    files: unread,
    diagnostics: [
      ...roots.flatMap(([, { diagnostics }]) => diagnostics),
      ...unread.flatMap((path) => problemsIn(tree, path)),
    ],
    gaps: roots.flatMap(([, { gaps }]) => gaps),
  };
}

/** Components are built only as a part of others; a Flux object in a file of that name is another mistake. */
function isBuildable(tree: FileTree, directory: RepoPath): boolean {
  if (!hasKustomizationFile(tree, directory)) return false;
  const [file] = findKustomizationFiles(tree, directory);
  const asked = { file: file?.path ?? directory, start: 0, end: 0 };
  const read = readKustomizationFile(tree, directory, 'strict', asked);
  return read.file?.kind !== 'Component';
}

/** What is wrong with the text of a file that nothing applies; what a template engine fills in is no YAML yet. */
function problemsIn(tree: FileTree, path: RepoPath): readonly Diagnostic[] {
  const file = tree.read(path);
  if (!file || TEMPLATE.test(file.text) || /(^|\/)templates\//.test(path)) return [];
  return parseYaml(file).diagnostics;
}

const TEMPLATE = /\{\{|\{%|<%|<<[ -]/;

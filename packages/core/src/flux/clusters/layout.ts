/**
 * What the directories of a repository say: where clusters, environments and definitions of clusters stand.
 *
 * @module
 */
import { type FileTree, listDirectory } from '../../source/file-tree.js';
import { baseName, joinPath, type RepoPath, ROOT } from '../../source/repo-path.js';
import { type Environment, environmentOf, isEnvironmentWord } from './environment.js';

/** The parts of a repository that its directories name. */
export interface RepositoryLayout {
  /** Directories called `clusters`, each with one directory a cluster. */
  readonly clusterHomes: readonly RepoPath[];
  /** The files that define clusters, one each, under `k8s-clusters`; absent where there is no such directory. */
  readonly definitions: ClusterDefinitions | undefined;
  /** The directory of the infrastructure code. */
  readonly terraform: RepoPath | undefined;
  /** Directories with one directory for each environment. */
  readonly overlays: readonly EnvironmentOverlays[];
}

/** The files that define clusters, one each. */
export interface ClusterDefinitions {
  readonly directory: RepoPath;
  readonly files: readonly { readonly name: string; readonly path: RepoPath }[];
}

/** A base, and what each environment makes of it. */
export interface EnvironmentOverlays {
  readonly directory: RepoPath;
  readonly base: RepoPath | undefined;
  readonly environments: ReadonlyMap<Environment, RepoPath>;
}

/** Reads the layout of a repository from its paths. */
export function readLayout(tree: FileTree): RepositoryLayout {
  const clusterHomes: RepoPath[] = [];
  const overlays: EnvironmentOverlays[] = [];
  const visit = (directory: RepoPath): void => {
    const { directories } = listDirectory(tree, directory);
    if (baseName(directory) === 'clusters') clusterHomes.push(directory);
    const family = overlaysIn(directory, directories);
    if (family) overlays.push(family);
    for (const each of directories) visit(each);
  };
  visit(ROOT);
  const terraform = 'terraform' as RepoPath;
  return {
    clusterHomes,
    definitions: definitionsIn(tree),
    terraform: tree.isDirectory(terraform) ? terraform : undefined,
    overlays,
  };
}

const DEFINITIONS = 'k8s-clusters' as RepoPath;

function definitionsIn(tree: FileTree): ClusterDefinitions | undefined {
  if (!tree.isDirectory(DEFINITIONS)) return undefined;
  const files = listDirectory(tree, DEFINITIONS).files.flatMap((path) => {
    const name = /^(.+)\.ya?ml$/.exec(baseName(path))?.[1];
    return name === undefined ? [] : [{ name, path }];
  });
  return { directory: DEFINITIONS, files };
}

/** A family is a base with at least one environment beside it, or two environments. */
function overlaysIn(directory: RepoPath, directories: readonly RepoPath[]): EnvironmentOverlays | undefined {
  const base = joinPath(directory, 'base');
  const hasBase = directories.includes(base);
  const environments = new Map<Environment, RepoPath>();
  for (const each of directories) {
    const name = baseName(each);
    const environment = isEnvironmentWord(name) ? environmentOf(name) : undefined;
    if (environment && !environments.has(environment)) environments.set(environment, each);
  }
  if (environments.size === 0 || (!hasBase && environments.size < 2)) return undefined;
  return { directory, base: hasBase ? base : undefined, environments };
}

/**
 * What is wrong with the path of a Flux Kustomization whose source is at hand.
 *
 * @module
 */
import {
  type FileTree,
  filesBelow,
  type KustomizationApp,
  listDirectory,
  type RepoPath,
  ROOT,
} from '@fluxvet/core';

export interface PathProblem {
  readonly kind:
    | 'missing'
    /** A file stands there. */
    | 'file'
    /** It exists with other letter case. */
    | 'casing'
    /** It exists, but the source leaves it out. */
    | 'left-out';
  readonly directory: RepoPath;
  /** The directory that is spelled with other letter case. */
  readonly spelled?: RepoPath;
  readonly tree: FileTree;
}

/** The problem with an app's path, if there is one and it can be known. */
export function pathProblem(app: KustomizationApp): PathProblem | undefined {
  const { path, source } = app;
  if (path.kind !== 'missing' && path.kind !== 'file') return undefined;
  if (source.kind !== 'found' || source.target.content.kind !== 'tree') return undefined;
  const { tree, whole } = source.target.content;
  const { directory } = path;
  if (path.kind === 'file') return { kind: 'file', directory, tree };
  if (filesBelow(whole, directory).length > 0) return { kind: 'left-out', directory, tree };
  const spelled = withOtherCase(tree, directory);
  if (spelled !== undefined) return { kind: 'casing', directory, spelled, tree };
  return { kind: 'missing', directory, tree };
}

function withOtherCase(tree: FileTree, directory: RepoPath): RepoPath | undefined {
  let at: RepoPath = ROOT;
  for (const part of directory.split('/')) {
    const next: RepoPath | undefined = listDirectory(tree, at).directories.find(
      (each) => each.slice(at === ROOT ? 0 : at.length + 1).toLowerCase() === part.toLowerCase(),
    );
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

/**
 * Moves what a viewer could not open to a place that it can: a file of this repository.
 *
 * @module
 */
import {
  type FileTree,
  filesBelow,
  type Location,
  listDirectory,
  type RepoPath,
  type ReportedFinding,
} from '@fluxvet/core';

/**
 * A finding with all its places in files of this repository.
 *
 * @returns nothing for a finding of another repository that nothing here leads to
 */
export function anchorFinding<T extends ReportedFinding>(finding: T, tree: FileTree): T | undefined {
  const { fix, suggestions, ...rest } = finding;
  const related = finding.related
    .filter(({ location }) => !isElsewhere(location, tree))
    .map((each) => ({ ...each, location: anchor(each.location, tree) }));
  if (!isElsewhere(finding.location, tree)) {
    return { ...finding, location: anchor(finding.location, tree), related };
  }
  const [nearest, ...others] = related;
  if (!nearest) return undefined;
  const { file, line } = finding.location;
  const message = `${finding.message} It stands in '${file}', line ${line}.`;
  return { ...(rest as T), message, location: nearest.location, related: others };
}

/** Whether a file belongs to another repository: such ones stand under names with this sign, outside of the tree. */
export function isElsewhere({ file }: Location, tree: FileTree): boolean {
  const path = file as RepoPath;
  return file.startsWith('@') && !tree.isDirectory(path) && tree.read(path) === undefined;
}

/** GitHub cannot show a directory: the kustomization file in it stands for it, or else its first file. */
export function anchor(location: Location, tree: FileTree): Location {
  const path = location.file as RepoPath;
  if (tree.read(path) !== undefined || !tree.isDirectory(path)) return location;
  const own = listDirectory(tree, path).files;
  const file = own.find((each) => KUSTOMIZATION_FILE.test(each)) ?? own[0] ?? filesBelow(tree, path)[0];
  return { file: file ?? path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

const KUSTOMIZATION_FILE = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

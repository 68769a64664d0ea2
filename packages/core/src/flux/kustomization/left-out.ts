/**
 * What a build misses although it stands in the repository: the source of the app leaves it out of its artifact.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import type { FileTree } from '../../source/file-tree.js';
import { directoryOf, type RepoPath, resolvePath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import { itemsAt } from '../../yaml/nodes/node-path.js';
import type { PathBuild } from './path-build.js';

/** The build, with what the source leaves out told as that. */
export function withLeftOut(
  path: PathBuild,
  whole: FileTree,
  source: KubernetesObject | undefined,
): PathBuild {
  if (path.kind !== 'built' || !path.build.diagnostics.some(isMissing)) return path;
  const diagnostics = path.build.diagnostics.map((each) => {
    const entry = isMissing(each) ? textOf(whole, each.span) : undefined;
    const target = entry !== undefined && resolvePath(directoryOf(each.span.file), pathIn(entry));
    if (!target || !exists(whole, target)) return each;
    return {
      ...each,
      message: `'${entry}' exists, but ${whyLeftOut(whole, target, source)}: Flux does not find it.`,
    };
  });
  return { ...path, build: { ...path.build, diagnostics } };
}

function isMissing({ code }: Diagnostic): boolean {
  return code === 'kustomize/missing-file' || code === 'kustomize/missing-directory';
}

/** The entry that asks for the file, without its quotes. */
function textOf(tree: FileTree, { file, start, end }: Span): string | undefined {
  const text = tree.read(file)?.text.slice(start, end);
  return text === undefined || text.includes('\n') ? undefined : text.replace(/^(['"])(.*)\1$/, '$2');
}

/** Generators name a file with its key before it. */
function pathIn(entry: string): string {
  return entry.slice(entry.lastIndexOf('=') + 1);
}

function exists(tree: FileTree, path: RepoPath): boolean {
  return tree.isDirectory(path) || tree.read(path) !== undefined;
}

function whyLeftOut(tree: FileTree, path: RepoPath, source: KubernetesObject | undefined): string {
  if (tree.links?.has(path)) return 'it is a symbolic link, which no source packs';
  const name = source
    ? `the ${source.id.kind} '${source.id.namespace ?? ''}/${source.id.name}'`
    : 'the source';
  const isSparse = itemsAt(source?.body, 'spec', 'sparseCheckout').length > 0;
  return isSparse
    ? `${name} leaves it out (sparseCheckout)`
    : `${name} leaves it out (spec.ignore or .sourceignore)`;
}

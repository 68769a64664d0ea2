/**
 * What the paths in a kustomization lead to: a file, a directory, or something that is not here.
 * Source: api/internal/loader and api/internal/git of kustomize.
 *
 * @module
 */
import { isWithin, type RepoPath, resolvePath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import { submoduleOf } from '../../source/submodules.js';
import { Elsewhere, Fault } from '../objects/fault.js';
import { type BuildContext, noteRemote } from './context.js';
import { isRemote } from './remote-address.js';

/** Leaves a step that needs what an address leads to, or a path that is not known. */
export function demandLocal(path: string, span: Span, unknown?: string): void {
  if (unknown !== undefined) throw new Elsewhere('unknown-path', `'${path}' is not known: ${unknown}.`, span);
  if (!isRemote(path)) return;
  throw new Elsewhere('remote-base', `'${path}' is fetched from elsewhere, which is not done here.`, span);
}

/** The file at a path relative to a directory; a fault where it cannot be read. */
export function loadFile(context: BuildContext, directory: RepoPath, path: string, span: Span): SourceFile {
  const fetched = isRemote(path) ? remoteFile(context, path, span) : undefined;
  if (fetched) return fetched;
  demandLocal(path, span);
  const resolved = resolveInside(directory, path, span);
  if (context.restriction === 'directory' && !isWithin(directory, resolved)) {
    throw new Fault(
      'outside-directory',
      `'${path}' is not in or below the directory of the kustomization.`,
      span,
    );
  }
  const file = context.tree.read(resolved);
  if (file) {
    context.notes.inputs.add(file.path);
    return file;
  }
  demandOwn(context, resolved, path, span);
  const what = context.tree.isDirectory(resolved) && path !== '' ? 'is a directory' : 'does not exist';
  throw new Fault('missing-file', `The file '${path}' ${what}.`, span);
}

function remoteFile(context: BuildContext, path: string, span: Span): SourceFile | undefined {
  noteRemote(context, 'remote-file', path, span);
  const file = context.remotes?.file(path);
  if (file) context.notes.inputs.add(file.path);
  return file;
}

/** Leaves a step that needs what stands in a submodule: it is another repository. */
export function demandOwn(context: BuildContext, resolved: RepoPath, path: string, span: Span): void {
  if (submoduleOf(context.tree, resolved) === undefined) return;
  throw new Elsewhere('submodule', `'${path}' stands in a git submodule, which is not at hand.`, span);
}

/** A path relative to a directory, inside the tree; a fault where it leads out of it. */
export function resolveInside(directory: RepoPath, path: string, span: Span): RepoPath {
  const resolved = resolvePath(directory, path);
  if (resolved === undefined) throw new Fault('outside-tree', `'${path}' leads out of the repository.`, span);
  return resolved;
}

/**
 * Directories that are parts of one cluster, whose own directory has no kustomization: Flux applies them together.
 *
 * @module
 */
import { hasKustomizationFile } from '../../kustomize/load/kustomization-file.js';
import type { FileTree } from '../../source/file-tree.js';
import { directoryOf, isWithin, type RepoPath, ROOT } from '../../source/repo-path.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import type { WrittenObject } from '../kinds/flux-objects.js';
import { KUSTOMIZE_GROUP } from '../kinds/kinds.data.js';
import { isKind } from '../kinds/kinds.js';
import { securePath } from '../kustomization/path-build.js';

/**
 * Puts the directory above in the place of its parts: where a FluxInstance names it, or where the apps of one part wait for
 * those of another. Clusters that stand beside one another are alike, and have apps of the same names.
 */
export function mergeParts(
  tree: FileTree,
  directories: readonly RepoPath[],
  written: readonly WrittenObject[],
  isHome: (directory: RepoPath) => boolean,
): RepoPath[] {
  const merged = new Set<RepoPath>();
  const byParent = new Map<RepoPath, RepoPath[]>();
  for (const each of directories) {
    const parent = directoryOf(each);
    byParent.set(parent, [...(byParent.get(parent) ?? []), each]);
  }
  for (const [parent, parts] of byParent) {
    const canBeOne = parent !== ROOT && !isHome(parent) && !hasKustomizationFile(tree, parent);
    if (canBeOne && (isSynced(tree, parent) || needEachOther(parts, written))) merged.add(parent);
    else for (const part of parts) merged.add(part);
  }
  return [...merged];
}

/** Whether the values or the object of a FluxInstance name a directory; the walk has not come to them yet. */
function isSynced(tree: FileTree, directory: RepoPath): boolean {
  return tree.paths.some((path) => {
    if (!/\.ya?ml$/.test(path)) return false;
    const text = tree.read(path)?.text ?? '';
    if (!/\bsync:/.test(text)) return false;
    return [...text.matchAll(/^\s+path:\s*["']?([^\s"'#]+)/gm)].some(
      ([, named = '']) => securePath(named) === directory,
    );
  });
}

function needEachOther(parts: readonly RepoPath[], written: readonly WrittenObject[]): boolean {
  const apps = parts.map((part) =>
    written.flatMap(({ path, object }) =>
      isWithin(part, path) && isKind(object, KUSTOMIZE_GROUP, 'Kustomization') ? [object] : [],
    ),
  );
  const isIn = (at: number, wanted: { name: string; namespace?: string | undefined }): boolean =>
    apps[at]?.some(({ id }) => id.name === wanted.name && id.namespace === wanted.namespace) ?? false;
  const others = (at: number): number[] => parts.map((_, other) => other).filter((other) => other !== at);
  const areAlike = apps.some((all, at) => all.some(({ id }) => others(at).some((each) => isIn(each, id))));
  if (areAlike) return false;
  return apps.some((all, at) =>
    all.some(({ id, body }) =>
      itemsAt(body, 'spec', 'dependsOn').some((each) => {
        const wanted = {
          name: textAt(each, 'name') ?? '',
          namespace: textAt(each, 'namespace') ?? id.namespace,
        };
        return others(at).some((other) => isIn(other, wanted));
      }),
    ),
  );
}

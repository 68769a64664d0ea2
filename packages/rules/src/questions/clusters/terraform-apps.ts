/**
 * The directories that Flux Kustomizations in files of Terraform and of template engines apply:
 * such objects come into a cluster without a manifest of their own.
 *
 * @module
 */
import { type FluxModel, KUSTOMIZE_GROUP, type RepoPath, ROOT, securePath } from '@fluxvet/core';

const remembered = new WeakMap<FluxModel, ReadonlySet<RepoPath>>();

/** The directories that they name, as far as no variable stands in the way. */
export function terraformAppPaths(model: FluxModel): ReadonlySet<RepoPath> {
  const known = remembered.get(model);
  if (known) return known;
  const named = new Set<RepoPath>();
  for (const path of model.tree.paths) {
    if (!WRITTEN_BY.test(path)) continue;
    const text = model.tree.read(path)?.text ?? '';
    if (!text.includes(KUSTOMIZE_GROUP)) continue;
    for (const [, written = ''] of text.matchAll(PATH)) {
      const filled = written.indexOf('$');
      const certain = filled < 0 ? written : written.slice(0, written.lastIndexOf('/', filled) + 1);
      const directory = securePath(certain);
      if (directory !== ROOT && model.tree.isDirectory(directory)) named.add(directory);
    }
  }
  remembered.set(model, named);
  return named;
}

const WRITTEN_BY = /\.(tf|tofu|tftpl|tpl|tmpl)$/;
// The key as YAML and as HCL write it.
const PATH = /^[ \t]*"?path"?[ \t]*[:=][ \t]*"?([\w./${}-]{1,300})"?[ \t]*$/gm;

import {
  baseName,
  defineRule,
  filesBelow,
  type KustomizationApp,
  kustomizationsOf,
  nameOf,
  type Rule,
  showPath,
} from '@fluxvet/core';
import {
  governingFile,
  isCommentedOut,
  isKustomizationFile,
  isSetAside,
  manifestsIn,
} from '../kustomization-files.js';

export const emptyBuildWithPrune: Rule = defineRule({
  id: 'empty-build-with-prune',
  title: 'A Flux Kustomization that prunes renders nothing',
  why: 'The build succeeds without objects, and Flux deletes everything that it had applied before.',
  category: 'correctness',
  severity: 'error',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    empty: "Flux Kustomization '{app}' prunes, and '{path}' renders nothing.",
    leftOut:
      "Flux Kustomization '{app}' prunes, and '{path}' renders nothing, although '{file}' stands there.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const { path, state, spec } = app;
      if (path.kind !== 'built' || state !== 'whole' || spec.prune !== true || spec.suspend) continue;
      // An app that is only assumed stands in no file.
      if (app.object.body.origin.step) continue;
      if (path.build.objects.length > 0 || path.build.gaps.length > 0) continue;
      const at = { in: app.object, path: ['spec', 'path'] };
      const data = { app: nameOf(app.object), path: showPath(path.directory) };
      const file = manifestBelow(app);
      // An app that was emptied on purpose looks the same as one that has not begun yet.
      // One that waits for the health of others may well apply nothing itself.
      if (file === undefined && spec.healthChecks?.length) continue;
      if (file === undefined) yield finding('empty', at, { data, atMost: 'warning' });
      else yield finding('leftOut', at, { data: { ...data, file } });
    }
  },
});

/** A manifest below the path that the build leaves out. */
function manifestBelow({ source, path }: KustomizationApp): string | undefined {
  if (path.kind !== 'built' || source.kind !== 'found') return undefined;
  const { content } = source.target;
  if (content.kind !== 'tree') return undefined;
  return filesBelow(content.tree, path.directory).find((each) => {
    if (!/\.ya?ml$/.test(each) || isKustomizationFile(each) || isSetAside(each)) return false;
    const file = content.tree.read(each);
    const governing = governingFile(content.tree, each);
    // An entry that stands there as a comment was taken out on purpose.
    if (governing && isCommentedOut(governing, baseName(each))) return false;
    return file !== undefined && manifestsIn(file).length > 0;
  });
}

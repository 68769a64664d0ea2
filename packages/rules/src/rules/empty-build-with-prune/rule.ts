import {
  baseName,
  type Cluster,
  defineRule,
  filesBelow,
  type KustomizationApp,
  kustomizationsOf,
  nameOf,
  nodeAt,
  parseYaml,
  type Rule,
  showPath,
} from '@fluxvet/core';
import {
  governingFile,
  isCommentedOut,
  isKustomizationFile,
  isSetAside,
  kustomizationFileIn,
  manifestsIn,
} from '../../questions/files/kustomization-files.js';

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
    for (const { app, cluster } of kustomizationsOf(model)) {
      const { path, state, spec } = app;
      if (path.kind !== 'built' || state !== 'whole' || spec.prune !== true || spec.suspend) continue;
      // An app that is only assumed stands in no file.
      if (app.object.body.origin.step) continue;
      if (path.build.objects.length > 0 || path.build.gaps.length > 0) continue;
      const at = { in: app.object, path: ['spec', 'path'] };
      const data = { app: nameOf(app.object), path: showPath(path.directory) };
      const file = manifestBelow(app, cluster);
      // An app that was emptied on purpose looks the same as one that has not begun yet.
      // One that waits for the health of others may well apply nothing itself.
      if (file === undefined && spec.healthChecks?.length) continue;
      // Who writes an empty list means it.
      const isMeant = saysNothing(app);
      if (file === undefined) yield finding('empty', at, { data, atMost: isMeant ? 'note' : 'warning' });
      else yield finding('leftOut', at, { data: { ...data, file }, ...(isMeant && { atMost: 'warning' }) });
    }
  },
});

/** Whether the kustomization has an empty list where its objects would stand. */
function saysNothing({ source, path }: KustomizationApp): boolean {
  if (path.kind !== 'built' || source.kind !== 'found' || source.target.content.kind !== 'tree') return false;
  const file = kustomizationFileIn(source.target.content.tree, path.directory);
  const resources = file && nodeAt(parseYaml(file).documents[0]?.root, 'resources');
  return resources?.kind === 'seq' && resources.items.length === 0;
}

/** A manifest below the path that nothing takes in. */
function manifestBelow({ source, path }: KustomizationApp, { inputs }: Cluster): string | undefined {
  if (path.kind !== 'built' || source.kind !== 'found') return undefined;
  const { content } = source.target;
  if (content.kind !== 'tree') return undefined;
  return filesBelow(content.tree, path.directory).find((each) => {
    if (!/\.ya?ml$/.test(each) || isKustomizationFile(each) || isSetAside(each)) return false;
    const file = content.tree.read(each);
    // What another app takes in is not left out; the Flux Kustomization itself may well stand there.
    if (file && inputs.has(file.path)) return false;
    const governing = governingFile(content.tree, each);
    // An entry that stands there as a comment was taken out on purpose.
    if (governing && isCommentedOut(governing, baseName(each))) return false;
    return file !== undefined && manifestsIn(file).length > 0;
  });
}

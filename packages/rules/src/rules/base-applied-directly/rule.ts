import {
  defineRule,
  directoryOf,
  type FluxModel,
  filesBelow,
  isWithin,
  itemsAt,
  kustomizationsOf,
  type Node,
  nameOf,
  parseYaml,
  type RepoPath,
  type Rule,
  resolvePath,
  textAt,
} from '@fluxvet/core';
import { isKustomizationFile } from '../../questions/files/kustomization-files.js';

export const baseAppliedDirectly: Rule = defineRule({
  id: 'base-applied-directly',
  title: 'A base is applied without an overlay',
  why: 'Settings of the environment never apply, and an edit of the base reaches production at once.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    base: "Flux Kustomization '{app}' applies '{path}', the base of the environments in '{directory}', without an overlay.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const { path, source } = app;
      if (path.kind !== 'built' || (source.kind === 'found' && !isSelf(source.target.content))) continue;
      const family = model.layout.overlays.find(
        ({ base, environments }) =>
          base !== undefined && environments.size > 0 && isWithin(base, path.directory),
      );
      if (!family || isAdapted(app.object.body)) continue;
      const overlays = [...family.environments.values()];
      // Where no environment makes anything of this base, there is nothing that could be left out.
      if (!overlays.some((directory) => takesIn(model, directory, path.directory))) continue;
      const data = { app: nameOf(app.object), path: path.directory, directory: family.directory };
      yield finding('base', { in: app.object, path: ['spec', 'path'] }, { data });
    }
  },
});

/** Whether the Flux Kustomization itself makes of the base what an overlay would. */
function isAdapted(body: Node): boolean {
  return itemsAt(body, 'spec', 'patches').length > 0 || itemsAt(body, 'spec', 'components').length > 0;
}

/** Whether a kustomization in a directory of overlays lists a base, or something in it. */
function takesIn({ tree }: FluxModel, overlays: RepoPath, base: RepoPath): boolean {
  return filesBelow(tree, overlays).some((path) => {
    const file = isKustomizationFile(path) ? tree.read(path) : undefined;
    const root = file && parseYaml(file).documents[0]?.root;
    return ['resources', 'bases', 'components'].some((field) =>
      itemsAt(root, field).some((entry) => {
        const target = resolvePath(directoryOf(path), textAt(entry) ?? '');
        return target !== undefined && isWithin(base, target);
      }),
    );
  });
}

function isSelf(content: { readonly kind: string; readonly self?: boolean }): boolean {
  return content.kind === 'tree' && content.self === true;
}

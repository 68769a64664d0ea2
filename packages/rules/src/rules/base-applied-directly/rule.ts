import { defineRule, isWithin, kustomizationsOf, nameOf, type Rule } from '@fluxvet/core';

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
      if (!family) continue;
      const data = { app: nameOf(app.object), path: path.directory, directory: family.directory };
      yield finding('base', { in: app.object, path: ['spec', 'path'] }, { data });
    }
  },
});

function isSelf(content: { readonly kind: string; readonly self?: boolean }): boolean {
  return content.kind === 'tree' && content.self === true;
}

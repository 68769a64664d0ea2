import { defineRule, kustomizationsOf, nameOf, type Rule, showPath } from '@fluxvet/core';

export const implicitKustomization: Rule = defineRule({
  id: 'implicit-kustomization',
  title: 'A path has no kustomization file',
  why: 'Flux applies every YAML file below the path, and fails as soon as one of them is no manifest.',
  category: 'style',
  severity: 'note',
  confidence: 'hint',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    implicit:
      "Flux Kustomization '{app}' applies all that stands below '{path}': there is no kustomization file.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { path, source } = app;
      // The directory of a cluster is meant to be filled with files as they come.
      if (path.kind !== 'built' || !path.generated || path.directory === cluster.root) continue;
      if (source.kind !== 'found' || source.target.content.kind !== 'tree' || !source.target.content.self)
        continue;
      const data = { app: nameOf(app.object), path: showPath(path.directory) };
      yield finding('implicit', { in: app.object, path: ['spec', 'path'] }, { data });
    }
  },
});

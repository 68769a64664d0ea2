import {
  defineRule,
  environmentOf,
  isEnvironmentWord,
  kustomizationsOf,
  nameOf,
  type Rule,
} from '@fluxvet/core';

export const appsEntryTargetsWrongEnvironment: Rule = defineRule({
  id: 'apps-entry-targets-wrong-environment',
  title: "A cluster applies another environment's directory",
  why: "The classic accident of copying: production gets staging's manifests.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    other:
      "Cluster '{cluster}' is a {environment} cluster, but Flux Kustomization '{app}' applies '{path}' of {other}.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const path = app.spec.path ?? '';
      // The cluster's own directory can be called as it likes.
      if (app.object.body.origin.span.file === cluster.entry.file) continue;
      const other = environmentOfPath(path);
      const { environment } = cluster;
      if (environment === undefined || other === undefined || other === environment) continue;
      const data = { cluster: cluster.name, environment, app: nameOf(app.object), path, other };
      yield finding('other', { in: app.object, path: ['spec', 'path'] }, { data });
    }
  },
});

/** The environment that a directory of the path is called after as a whole. */
function environmentOfPath(path: string): ReturnType<typeof environmentOf> {
  return environmentOf(path.split('/').filter(isEnvironmentWord).join('/'));
}

import {
  type Cluster,
  defineRule,
  environmentOf,
  isEnvironmentWord,
  type KustomizationApp,
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
    throughout:
      "Cluster '{cluster}' is a {environment} cluster, but all {count} of its apps that name an environment apply {other}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { environment } = cluster;
      const named = environment === undefined ? [] : appsByEnvironment(cluster);
      const others = named.filter(({ of }) => of !== environment);
      const [first] = others;
      if (environment === undefined || !first) continue;
      const own = named.length - others.length;
      // One decision about the whole cluster, and no slip in one of its paths.
      if (own === 0 && others.length > 1 && others.every(({ of }) => of === first.of)) {
        const data = { cluster: cluster.name, environment, other: first.of, count: others.length };
        const related = others.map(({ app }) => ({
          at: { in: app.object, path: ['spec', 'path'] },
          says: `'${nameOf(app.object)}' applies '${app.spec.path ?? ''}'`,
        }));
        const at = { in: first.app.object, path: ['spec', 'path'] };
        yield finding('throughout', at, { data, related, atMost: 'note', identity: [first.of] });
        continue;
      }
      for (const { app, of } of others) {
        const path = app.spec.path ?? '';
        const data = { cluster: cluster.name, environment, app: nameOf(app.object), path, other: of };
        // Beside the apps of its own environment, one that says so in its name is meant.
        const isMeant = own > 0 && environmentOf(app.object.id.name) === of;
        const more = isMeant ? { atMost: 'note' as const } : {};
        yield finding('other', { in: app.object, path: ['spec', 'path'] }, { data, ...more });
      }
    }
  },
});

type Environment = NonNullable<ReturnType<typeof environmentOf>>;

/** The apps of a cluster whose paths are called after an environment; its own directory can be called as it likes. */
function appsByEnvironment(cluster: Cluster): { readonly app: KustomizationApp; readonly of: Environment }[] {
  return cluster.apps.flatMap((app) => {
    if (app.kind !== 'Kustomization' || app.object.body.origin.span.file === cluster.entry.file) return [];
    const of = environmentOfPath(app.spec.path ?? '');
    return of === undefined ? [] : [{ app, of }];
  });
}

/** The environment that a directory of the path is called after as a whole. */
function environmentOfPath(path: string): ReturnType<typeof environmentOf> {
  return environmentOf(path.split('/').filter(isEnvironmentWord).join('/'));
}

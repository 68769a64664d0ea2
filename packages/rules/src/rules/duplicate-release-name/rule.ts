import { type Cluster, defineRule, type HelmReleaseApp, nameOf, nodeAt, type Rule } from '@fluxvet/core';

export const duplicateReleaseName: Rule = defineRule({
  id: 'duplicate-release-name',
  title: 'Two HelmReleases make the same Helm release',
  why: 'Each one upgrades over what the other has installed, and deleting one uninstalls both.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    duplicate:
      "HelmRelease '{app}' makes the Helm release '{release}', which HelmRelease '{first}' makes too.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const [first, ...others] of sharedReleases(cluster)) {
        if (!first) continue;
        for (const { app, release } of others) {
          const path = app.spec.releaseName ? ['spec', 'releaseName'] : ['metadata', 'name'];
          yield finding(
            'duplicate',
            { in: app.object, path },
            {
              data: { app: nameOf(app.object), release, first: nameOf(first.app.object) },
              related: [{ at: { in: first.app.object }, says: `'${nameOf(first.app.object)}' makes it too` }],
            },
          );
        }
      }
    }
  },
});

interface Made {
  readonly app: HelmReleaseApp;
  /** The namespace in which Helm keeps the release, and its name. */
  readonly release: string;
}

/** The apps of a cluster that make one release, by name. */
function sharedReleases(cluster: Cluster): Made[][] {
  const byRelease = new Map<string, Made[]>();
  for (const app of cluster.apps) {
    if (app.kind !== 'HelmRelease' || app.spec.suspend) continue;
    const release = releaseOf(app);
    if (release === undefined) continue;
    // A release of another cluster is another one, and what leads to a cluster stands in the namespace of the HelmRelease.
    const { kubeConfig } = app.spec;
    const key = JSON.stringify([release, kubeConfig && [kubeConfig, app.object.id.namespace]]);
    byRelease.set(key, [...(byRelease.get(key) ?? []), { app, release }]);
  }
  return [...byRelease.values()].map((made) =>
    made.sort((a, b) => (nameOf(a.app.object) < nameOf(b.app.object) ? -1 : 1)),
  );
}

/** Source: GetReleaseName and GetStorageNamespace in helm-controller/api/v2/helmrelease_types.go. */
function releaseOf({ object, spec }: HelmReleaseApp): string | undefined {
  const { namespace, name } = object.id;
  const fields = ['releaseName', 'targetNamespace', 'storageNamespace', 'kubeConfig'].map((field) =>
    nodeAt(object.body, 'spec', field),
  );
  if (namespace === undefined || name === '' || fields.some((node) => node && isUnknown(node)))
    return undefined;
  const release = spec.releaseName || (spec.targetNamespace ? `${spec.targetNamespace}-${name}` : name);
  return `${spec.storageNamespace || namespace}/${release}`;
}

function isUnknown(node: NonNullable<ReturnType<typeof nodeAt>>): boolean {
  if (node.kind === 'scalar') return node.unknown !== undefined;
  return node.kind === 'map' && node.entries.some(({ value }) => isUnknown(value));
}

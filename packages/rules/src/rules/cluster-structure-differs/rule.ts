import { type Cluster, defineRule, type Rule, withoutEnvironment } from '@fluxvet/core';
import { placeOfCluster } from '../../questions/clusters/cluster-place.js';
import { showSome } from '../../questions/texts/show-some.js';

export const clusterStructureDiffers: Rule = defineRule({
  id: 'cluster-structure-differs',
  title: 'Clusters of one family are not structured alike',
  why: 'What was tried in staging is not what runs in production.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { lacks: "Cluster '{cluster}' does not have {missing}, which its counterpart '{other}' has." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const other of counterparts(cluster, model.clusters)) {
        const own = appNames(cluster);
        const missing = [...appNames(other)].filter((name) => !own.has(name)).sort();
        const at = placeOfCluster(cluster, model);
        // Where an app cannot be followed, others may come with it.
        if (!at || missing.length === 0 || cluster.openings.some(({ app }) => app)) continue;
        const data = { cluster: cluster.name, missing: showSome(missing), other: other.name };
        yield finding('lacks', at, { data, identity: [other.name], clusters: [cluster.name] });
      }
    }
  },
});

/** The clusters whose names differ from this one's in the environment only. */
function counterparts(cluster: Cluster, clusters: readonly Cluster[]): Cluster[] {
  if (cluster.environment === undefined) return [];
  const family = withoutEnvironment(cluster.name);
  return clusters.filter(
    (each) =>
      each !== cluster &&
      each.environment !== undefined &&
      each.environment !== cluster.environment &&
      withoutEnvironment(each.name) === family,
  );
}

/** The names of the Flux Kustomizations, without the word for the environment. */
function appNames(cluster: Cluster): ReadonlySet<string> {
  const names = cluster.apps
    .filter(({ kind }) => kind === 'Kustomization')
    .map(({ object }) => withoutEnvironment(object.id.name));
  return new Set(names.filter((name) => name !== ''));
}

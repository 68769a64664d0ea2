import { defineRule, type Rule } from '@fluxvet/core';
import { directoryName, placeOfCluster } from '../../questions/clusters/cluster-place.js';

export const clusterDefinitionMissing: Rule = defineRule({
  id: 'cluster-definition-missing',
  title: 'A cluster has no definition',
  why: 'The definition drives the infrastructure and its upgrades: a cluster without one is orphaned, or renamed half-way.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { missing: "Cluster '{cluster}' has no definition '{file}'." },
  *check(model, { finding }) {
    const { definitions } = model.layout;
    if (!definitions) return;
    const names = new Set(definitions.files.map(({ name }) => name));
    for (const cluster of model.clusters) {
      const name = directoryName(cluster);
      const at = placeOfCluster(cluster, model);
      if (!at || names.has(name) || names.has(cluster.name)) continue;
      const file = `${definitions.directory}/${name}.yaml`;
      yield finding('missing', at, { data: { cluster: cluster.name, file }, clusters: [cluster.name] });
    }
  },
});

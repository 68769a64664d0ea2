import { defineRule, HELM_GROUP, type Rule } from '@fluxvet/core';
import { placeOfCluster } from '../../questions/clusters/cluster-place.js';
import { terraformAppPaths } from '../../questions/clusters/terraform-apps.js';

export const clusterAppsEntryMissing: Rule = defineRule({
  id: 'cluster-apps-entry-missing',
  title: 'A cluster applies nothing but Flux itself',
  why: 'Nothing is deployed there: the directory has no Flux Kustomization that points at apps.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { none: "Cluster '{cluster}' has no Flux Kustomization that applies apps." },
  *check(model, { finding }) {
    // Which cluster they go to, their variables tell.
    if (terraformAppPaths(model).size > 0) return;
    for (const cluster of model.clusters) {
      const at = placeOfCluster(cluster, model);
      const others = cluster.apps.filter(({ object }) => object.body.origin.span.file !== cluster.entry.file);
      const deploys = cluster.objects.some(({ id }) => id.group === HELM_GROUP || id.kind === 'ResourceSet');
      const isKnown = cluster.openings.every(({ app }) => app === undefined);
      if (!at || cluster.entry.kind !== 'gotk-sync' || others.length > 0 || deploys || !isKnown) continue;
      yield finding('none', at, { data: { cluster: cluster.name }, clusters: [cluster.name] });
    }
  },
});

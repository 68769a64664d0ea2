import { defineRule, isWithin, type Rule, securePath, showPath } from '@fluxvet/core';
import { placeOfCluster } from '../cluster-place.js';

export const environmentOverlayMissing: Rule = defineRule({
  id: 'environment-overlay-missing',
  title: "The apps have no directory for a cluster's environment",
  why: "The cluster cannot get settings of its own: it gets none of these apps, or another environment's.",
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing:
      "'{directory}' has {present}, but nothing for {environment}, the environment of cluster '{cluster}'.",
  },
  *check(model, { finding }) {
    for (const { directory, environments } of model.layout.overlays) {
      // Directories that no cluster uses say nothing of clusters.
      const isUsed = model.clusters.some((cluster) =>
        cluster.apps.some(
          (app) =>
            app.kind === 'Kustomization' &&
            isWithin(directory, securePath(app.spec.path ?? '')) &&
            app.spec.path,
        ),
      );
      if (!isUsed || directory.split('/').includes('clusters')) continue;
      for (const cluster of model.clusters) {
        const { environment } = cluster;
        const at = placeOfCluster(cluster, model);
        if (!at || environment === undefined || environments.has(environment)) continue;
        const usesIt = [...cluster.inputs].some((input) => isWithin(directory, input));
        if (usesIt) continue;
        const present = [...environments.keys()].join(' and ');
        const data = { directory: showPath(directory), present, environment, cluster: cluster.name };
        yield finding('missing', at, { data, identity: [directory], clusters: [cluster.name] });
      }
    }
  },
});

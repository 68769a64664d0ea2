import {
  type Cluster,
  defineRule,
  isWithin,
  type RepoPath,
  type Rule,
  securePath,
  showPath,
  withoutEnvironment,
} from '@fluxvet/core';
import { placeOfCluster } from '../../questions/clusters/cluster-place.js';

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
      if (directory.split('/').includes('clusters')) continue;
      // Directories that no cluster of the family uses say nothing of the cluster.
      const families = new Set(model.clusters.filter((each) => applies(each, directory)).map(familyOf));
      for (const cluster of model.clusters) {
        const { environment } = cluster;
        const at = placeOfCluster(cluster, model);
        if (!at || environment === undefined || environments.has(environment)) continue;
        if (!families.has(familyOf(cluster))) continue;
        const usesIt = [...cluster.inputs].some((input) => isWithin(directory, input));
        if (usesIt) continue;
        const present = [...environments.keys()].join(' and ');
        const data = { directory: showPath(directory), present, environment, cluster: cluster.name };
        yield finding('missing', at, { data, identity: [directory], clusters: [cluster.name] });
      }
    }
  },
});

/** Whether a Flux Kustomization of the cluster applies something there. */
function applies({ apps }: Cluster, directory: RepoPath): boolean {
  return apps.some(
    (app) => app.kind === 'Kustomization' && isWithin(directory, securePath(app.spec.path ?? '')),
  );
}

function familyOf({ name }: Cluster): string {
  return withoutEnvironment(name);
}

import { defineRule, isWithin, type Rule, showPath } from '@fluxvet/core';
import { placeOfSyncPath } from '../../questions/clusters/cluster-sync.js';

export const syncPathMismatch: Rule = defineRule({
  id: 'sync-path-mismatch',
  title: 'A cluster syncs a directory that is not its own',
  why: "The cluster applies another cluster's state, and prunes its own.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { other: "The sync of cluster directory '{directory}' applies '{path}' instead." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { entry, root } = cluster;
      if (entry.kind !== 'gotk-sync' || isWithin(root, entry.directory)) continue;
      const at = placeOfSyncPath(cluster, model);
      if (!at) continue;
      const data = { directory: entry.directory, path: showPath(root) };
      yield finding('other', at, { data, clusters: [cluster.name] });
    }
  },
});

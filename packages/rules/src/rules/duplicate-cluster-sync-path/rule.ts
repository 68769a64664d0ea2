import { type Cluster, defineRule, type Rule, showPath } from '@fluxvet/core';
import { placeOfSyncPath } from '../../questions/clusters/cluster-sync.js';

export const duplicateClusterSyncPath: Rule = defineRule({
  id: 'duplicate-cluster-sync-path',
  title: 'Two clusters sync one directory',
  why: 'What is meant for one cluster reaches the other.',
  category: 'correctness',
  severity: 'error',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { shared: "The sync in '{file}' applies '{path}', which the sync in '{other}' applies too." },
  *check(model, { finding }) {
    const byRoot = new Map<string, Cluster[]>();
    for (const cluster of model.clusters) {
      if (cluster.entry.kind !== 'gotk-sync') continue;
      const key = `${cluster.entry.repository}:${cluster.root}`;
      byRoot.set(key, [...(byRoot.get(key) ?? []), cluster]);
    }
    for (const clusters of byRoot.values()) {
      for (const cluster of clusters) {
        const other = clusters.find((each) => each !== cluster);
        const at = placeOfSyncPath(cluster, model);
        if (!other || !at) continue;
        const data = { file: cluster.entry.file, path: showPath(cluster.root), other: other.entry.file };
        const place = placeOfSyncPath(other, model);
        yield finding('shared', at, {
          data,
          clusters: [cluster.name],
          ...(place && { related: [{ at: place, says: 'The other one' }] }),
        });
      }
    }
  },
});

import { defineRule, type Rule, toRepoPath } from '@fluxvet/core';
import { z } from 'zod';
import { placeOfCluster } from '../../questions/clusters/cluster-place.js';

export const layoutDirectoryMissing: Rule = defineRule({
  id: 'layout-directory-missing',
  title: 'A directory that the layout demands is not there',
  why: 'Whoever looks for definitions of clusters or for infrastructure code in their place finds nothing.',
  category: 'style',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  options: z.strictObject({
    directories: z
      .array(z.string().min(1))
      .default(['flux/clusters', 'k8s-clusters', 'terraform/live', 'terraform/modules']),
  }),
  messages: { missing: "The repository has no directory '{directory}'." },

  *check(model, { finding, options: { directories } }) {
    const [cluster] = model.clusters;
    // Without a cluster this is the repository of apps, which has another layout.
    const at = cluster && placeOfCluster(cluster, model);
    if (!at) return;
    for (const directory of directories) {
      const path = toRepoPath(directory);
      if (path === undefined || model.tree.isDirectory(path)) continue;
      yield finding('missing', at, { data: { directory }, identity: [directory], clusters: [] });
    }
  },
});

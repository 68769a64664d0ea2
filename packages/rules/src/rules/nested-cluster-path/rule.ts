import { type Cluster, defineRule, isWithin, type RepoPath, type Rule, showPath } from '@fluxvet/core';
import { isBootstrapped, placeOfSyncPath, syncApp } from '../../questions/clusters/cluster-sync.js';

export const nestedClusterPath: Rule = defineRule({
  id: 'nested-cluster-path',
  title: "A cluster applies another cluster's directory along with its own",
  why: "The outer cluster gets the inner one's apps and its sync, which replaces its own.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    nested: "Cluster '{outer}' applies '{path}', and with it '{inner}', the directory of another cluster.",
  },
  *check(model, { finding }) {
    const synced = model.clusters.filter(isBootstrapped);
    for (const outer of synced) {
      const nested = synced.filter(({ root }) => root !== outer.root && isWithin(outer.root, root));
      if (nested.length === 0) continue;
      const applied = appliedFiles(outer);
      for (const inner of nested) {
        const sync = syncApp(inner)?.object;
        const home = placeOfSyncPath(outer, model);
        // A kustomization file can leave the inner directory out.
        if (!sync || !applied.has(inner.entry.file)) continue;
        const data = { outer: outer.name, path: showPath(outer.root), inner: inner.entry.directory };
        yield finding(
          'nested',
          { in: sync, path: ['spec', 'path'] },
          {
            data,
            clusters: [outer.name],
            ...(home && { related: [{ at: home, says: 'The sync of the outer cluster' }] }),
          },
        );
      }
    }
  },
});

/** The files that a cluster applies to itself: what goes to clusters elsewhere may be made for them. */
function appliedFiles(cluster: Cluster): ReadonlySet<RepoPath> {
  const { path } = syncApp(cluster) ?? {};
  const inputs = path?.kind === 'built' ? path.build.inputs : [];
  // Once the inner sync has replaced the outer one, only its objects are left to tell.
  return new Set([...inputs, ...cluster.objects.map(({ body }) => body.origin.span.file)]);
}

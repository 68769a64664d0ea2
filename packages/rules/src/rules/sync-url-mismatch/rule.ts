import { type AppliedObject, type Cluster, defineRule, normalizeUrl, type Rule, textAt } from '@fluxvet/core';
import { isBootstrapped, syncSource } from '../../questions/clusters/cluster-sync.js';
import { mostCommon } from '../../questions/clusters/most-common.js';

export const syncUrlMismatch: Rule = defineRule({
  id: 'sync-url-mismatch',
  title: 'Clusters of one repository sync from different addresses',
  why: 'Changes of this repository never arrive in the cluster that fetches another one.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    other: "Cluster '{cluster}' syncs '{url}', while {count} of its siblings sync '{usual}'.",
    either: "Cluster '{cluster}' syncs '{url}', and its sibling '{sibling}' syncs '{usual}'.",
  },
  *check(model, { finding }) {
    for (const syncs of syncsByTree(model.clusters)) {
      const usual = mostCommon(syncs.map(({ url }) => url));
      for (const { cluster, source, url } of syncs) {
        const sibling = syncs.find((each) => each.url === (usual ?? each.url) && each.url !== url);
        if (!sibling || url === usual) continue;
        const count = syncs.filter((each) => each.url === usual).length;
        const data = { cluster: cluster.name, url, usual: sibling.url, sibling: sibling.cluster.name, count };
        yield finding(
          usual === undefined ? 'either' : 'other',
          { in: source, path: ['spec', 'url'] },
          {
            data,
            related: [{ at: { in: sibling.source, path: ['spec', 'url'] }, says: 'The sibling' }],
            // The same name elsewhere is likely to be a mirror or a fork.
            ...(lastPart(url) === lastPart(sibling.url) && { atMost: 'note' as const }),
          },
        );
      }
    }
  },
});

interface Sync {
  readonly cluster: Cluster;
  readonly source: AppliedObject;
  readonly url: string;
}

function syncsByTree(clusters: readonly Cluster[]): readonly (readonly Sync[])[] {
  const byTree = new Map<string, Sync[]>();
  for (const cluster of clusters) {
    const source = isBootstrapped(cluster) ? syncSource(cluster) : undefined;
    const written = textAt(source?.body, 'spec', 'url');
    // A template is filled in later.
    if (!source || written === undefined || /[<>{}$]/.test(written)) continue;
    const { repository } = cluster.entry;
    const sync = { cluster, source, url: normalizeUrl(written).toLowerCase() };
    byTree.set(repository, [...(byTree.get(repository) ?? []), sync]);
  }
  return [...byTree.values()];
}

function lastPart(url: string): string | undefined {
  return url.split('/').at(-1);
}

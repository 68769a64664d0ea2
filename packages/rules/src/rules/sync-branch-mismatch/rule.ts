import {
  type AppliedObject,
  type Cluster,
  defineRule,
  environmentOf,
  isEnvironmentWord,
  nodeAt,
  normalizeUrl,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { isBootstrapped, syncSource } from '../../questions/clusters/cluster-sync.js';
import { mostCommon } from '../../questions/clusters/most-common.js';

export const syncBranchMismatch: Rule = defineRule({
  id: 'sync-branch-mismatch',
  title: 'A cluster follows another branch than its siblings',
  why: 'What is merged for all clusters never arrives there.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    other:
      "Cluster '{cluster}' follows the branch '{branch}', while {count} of its siblings follow '{usual}'.",
  },
  *check(model, { finding }) {
    for (const syncs of syncsByRepository(model.clusters)) {
      const usual = mostCommon(
        syncs.map(({ branch }) => branch),
        TRUNKS,
      );
      if (usual === undefined) continue;
      const followers = syncs.filter(({ branch }) => branch === usual);
      for (const { cluster, source, branch } of syncs) {
        if (branch === usual || isMeantFor(branch, cluster) || isStage(branch, cluster, syncs)) continue;
        const data = { cluster: cluster.name, branch, count: followers.length, usual };
        const other = followers[0]?.source;
        yield finding(
          'other',
          { in: source, path: ['spec', 'ref', 'branch'] },
          {
            data,
            ...(other && {
              related: [{ at: { in: other, path: ['spec', 'ref', 'branch'] }, says: 'A sibling' }],
            }),
          },
        );
      }
    }
  },
});

interface Sync {
  readonly cluster: Cluster;
  readonly source: AppliedObject;
  readonly branch: string;
}

const TRUNKS: readonly string[] = ['main', 'master', 'trunk'];

/** The clusters of each repository, as far as they follow branches. */
function syncsByRepository(clusters: readonly Cluster[]): readonly (readonly Sync[])[] {
  const byUrl = new Map<string, Sync[]>();
  for (const cluster of clusters) {
    const source = isBootstrapped(cluster) ? syncSource(cluster) : undefined;
    const ref = nodeAt(source?.body, 'spec', 'ref');
    const branch = textAt(ref, 'branch');
    const isPinned = ['tag', 'semver', 'commit', 'name'].some((field) => nodeAt(ref, field));
    if (!source || branch === undefined || isPinned) continue;
    const url = `${cluster.entry.repository}:${normalizeUrl(textAt(source.body, 'spec', 'url') ?? '')}`;
    byUrl.set(url, [...(byUrl.get(url) ?? []), { cluster, source, branch }]);
  }
  return [...byUrl.values()];
}

/** Branches for an environment or a cluster are a way to work. */
function isMeantFor(branch: string, { name }: Cluster): boolean {
  const words = branch.toLowerCase().split(/[^a-z0-9]+/);
  const own = new Set(name.toLowerCase().split(/[^a-z0-9]+/));
  return (
    words.some((word) => isEnvironmentWord(word) || own.has(word)) || environmentOf(branch) !== undefined
  );
}

/** A lasting branch that all clusters of an environment follow, and no others. */
function isStage(branch: string, { environment }: Cluster, syncs: readonly Sync[]): boolean {
  return (
    environment !== undefined &&
    /^(main|master|trunk|develop|release\b.*|stable\b.*|next)$/i.test(branch) &&
    syncs.every((each) => (each.branch === branch) === (each.cluster.environment === environment))
  );
}

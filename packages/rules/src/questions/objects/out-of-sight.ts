/**
 * What a cluster gets from repositories that are not at hand.
 *
 * @module
 */
import type { Cluster, ObjectId, Opening } from '@fluxvet/core';

/**
 * Whether an opening brings what somebody wrote for this cluster: an app whose repository is not at hand, for example.
 * A remote base is published for everybody, and what gets Flux to the cluster brings its own source only.
 */
export function isOwnOutOfSight({ name, app }: Opening, { apps }: Cluster): boolean {
  if (name !== undefined) return false;
  const behind = app && apps.find(({ object }) => isSame(object.id, app));
  return (
    behind?.kind !== 'Kustomization' || behind.path.kind !== 'built' || behind.path.build.gaps.length === 0
  );
}

function isSame(a: ObjectId, b: ObjectId): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

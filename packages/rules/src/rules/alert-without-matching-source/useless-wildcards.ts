/**
 * Entries of Alerts that watch everything, and match nothing.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  couldExist,
  entryOf,
  indexOf,
  itemsAt,
  NOTIFICATION_GROUP,
  type Node,
  textAt,
} from '@fluxvet/core';
import { FLUX_GROUPS_BY_KIND, isMadeByControllers } from '../../questions/objects/event-kinds.js';

export interface Wildcard {
  readonly alert: AppliedObject;
  readonly at: number;
  readonly kind: string;
}

/** Entries with `*` that match nothing, of kinds for which no Alert of the cluster has an entry that matches. */
export function uselessWildcards(cluster: Cluster): Wildcard[] {
  const useless: Wildcard[] = [];
  const watched = new Set<string>();
  for (const alert of indexOf(cluster).ofKind(NOTIFICATION_GROUP, 'Alert')) {
    for (const [at, entry] of itemsAt(alert.body, 'spec', 'eventSources').entries()) {
      const kind = textAt(entry, 'kind') ?? '';
      const group = FLUX_GROUPS_BY_KIND.get(kind);
      if (group === undefined || isMadeByControllers(kind)) continue;
      const objects = indexOf(cluster).ofKind(group, kind);
      const isUseless =
        isBareWildcard(entry) &&
        objects.length > 0 &&
        !objects.some(({ id }) => id.namespace === alert.id.namespace) &&
        !couldExist(cluster, { kind, ...(alert.id.namespace && { namespace: alert.id.namespace }) });
      if (isUseless) useless.push({ alert, at, kind });
      else watched.add(kind);
    }
  }
  return useless.filter(({ kind }) => !watched.has(kind));
}

/** An entry that watches everything, and does not say where: it is the namespace of the Alert. */
function isBareWildcard(entry: Node): boolean {
  return textAt(entry, 'name') === '*' && !entryOf(entry, 'namespace') && !entryOf(entry, 'matchLabels');
}

import {
  type AppliedObject,
  type Cluster,
  couldExist,
  defineRule,
  entryOf,
  fluxKind,
  indexOf,
  itemsAt,
  mayBelongTo,
  NOTIFICATION_GROUP,
  type Node,
  nameOf,
  type Rule,
  referencesOf,
  textAt,
} from '@fluxvet/core';
import { FLUX_GROUPS_BY_KIND, isMadeByControllers } from '../../questions/objects/event-kinds.js';

export const alertWithoutMatchingSource: Rule = defineRule({
  id: 'alert-without-matching-source',
  title: 'An Alert names a source of events that the cluster does not have',
  why: 'No message is ever sent for the entry, and nobody notices when something fails.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing: "Alert '{alert}' watches {kind} '{source}', which its cluster does not have.",
    elsewhere: "Alert '{alert}' watches {kind} '{source}', which stands in namespace '{namespace}'.",
    wildcard:
      "Alert '{alert}' watches every {kind} of namespace '{namespace}', which has none; all of them stand in other namespaces.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'event-source')) {
      const { from, path, wanted, to } = reference;
      if (from.id.kind !== 'Alert' || to.kind !== 'missing' || mayBelongTo(cluster, model, wanted)) continue;
      if (!fluxKind(wanted) || isMadeByControllers(wanted.kind)) continue;
      const at = { in: from, path };
      const data = { alert: nameOf(from), kind: wanted.kind, source: nameOf({ id: wanted }) };
      const all = indexOf(cluster).ofKind(wanted.group, wanted.kind);
      const [only, second] = all.filter(({ id }) => id.name === wanted.name);
      const namespace = only && !second ? only.id.namespace : undefined;
      if (namespace === undefined) yield finding('missing', at, { data });
      else yield finding('elsewhere', at, { data: { ...data, namespace } });
    }
    for (const cluster of model.clusters) {
      for (const { alert, at, kind } of uselessWildcards(cluster)) {
        const namespace = alert.id.namespace ?? '';
        const data = { alert: nameOf(alert), kind, namespace };
        yield finding('wildcard', { in: alert, path: ['spec', 'eventSources', at, 'name'] }, { data });
      }
    }
  },
});

interface Wildcard {
  readonly alert: AppliedObject;
  readonly at: number;
  readonly kind: string;
}

/** Entries with `*` that match nothing, of kinds for which no Alert of the cluster has an entry that matches. */
function uselessWildcards(cluster: Cluster): Wildcard[] {
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

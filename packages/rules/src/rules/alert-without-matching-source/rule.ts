import {
  defineRule,
  fluxKind,
  indexOf,
  itemsAt,
  mayBelongTo,
  NOTIFICATION_GROUP,
  nameOf,
  type Rule,
  referencesOf,
  textAt,
} from '@fluxvet/core';
import { isMadeByControllers } from '../../questions/objects/event-kinds.js';
import { uselessWildcards } from './useless-wildcards.js';

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
    anywhere:
      "Alert '{alert}' asks for the namespace '*', which is no wildcard there: events are compared with it as it stands, and none fits.",
    wildcard:
      "Alert '{alert}' watches every {kind} of namespace '{namespace}', which has none; all of them stand in other namespaces.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'event-source')) {
      const { from, path, wanted, to } = reference;
      // A namespace that no object can have is told below.
      if (wanted.namespace?.includes('*')) continue;
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
      for (const alert of indexOf(cluster).ofKind(NOTIFICATION_GROUP, 'Alert')) {
        for (const [at, entry] of itemsAt(alert.body, 'spec', 'eventSources').entries()) {
          if (!textAt(entry, 'namespace')?.includes('*')) continue;
          const path = ['spec', 'eventSources', at, 'namespace'];
          yield finding('anywhere', { in: alert, path }, { data: { alert: nameOf(alert) } });
        }
      }
      for (const { alert, at, kind } of uselessWildcards(cluster)) {
        const namespace = alert.id.namespace ?? '';
        const data = { alert: nameOf(alert), kind, namespace };
        yield finding('wildcard', { in: alert, path: ['spec', 'eventSources', at, 'name'] }, { data });
      }
    }
  },
});

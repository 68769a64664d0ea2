import { defineRule, fluxKind, mayBelongTo, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { isMadeByControllers } from '../../questions/objects/event-kinds.js';
import { inOtherNamespaces, ofOtherKinds, similarName } from '../../questions/objects/source-candidates.js';

export const receiverResourceNotFound: Rule = defineRule({
  id: 'receiver-resource-not-found',
  title: 'A Receiver names an object that the cluster does not have',
  why: 'The webhook answers with an error, and the object that was meant waits for its interval.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing: "Receiver '{receiver}' triggers {kind} '{wanted}', which its cluster does not have.",
    similar:
      "Receiver '{receiver}' triggers {kind} '{wanted}', which its cluster does not have; there is {similar}.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'event-source')) {
      const { from, path, wanted, to } = reference;
      if (from.id.kind !== 'Receiver' || to.kind !== 'missing' || mayBelongTo(cluster, model, wanted))
        continue;
      if (!fluxKind(wanted) || isMadeByControllers(wanted.kind)) continue;
      const at = { in: from, path };
      const data = { receiver: nameOf(from), kind: wanted.kind, wanted: nameOf({ id: wanted }) };
      const [other, second] = [...inOtherNamespaces(cluster, wanted), ...ofOtherKinds(cluster, wanted)];
      const name = similarName(cluster, wanted);
      const similar = other && !second ? `${other.id.kind} '${nameOf(other)}'` : name && `'${name}'`;
      if (similar === undefined) yield finding('missing', at, { data });
      else yield finding('similar', at, { data: { ...data, similar } });
    }
  },
});

import { defineRule, mayBelongTo, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';
import { inOtherNamespaces, similarName } from '../../questions/objects/source-candidates.js';

export const providerRefNotFound: Rule = defineRule({
  id: 'provider-ref-not-found',
  title: 'An Alert names a Provider that the cluster does not have',
  why: 'No message of the Alert is ever sent.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['Provider'],
  messages: {
    missing: "Alert '{alert}' sends to Provider '{provider}', which its cluster does not have.",
    similar:
      "Alert '{alert}' sends to Provider '{provider}', which its cluster does not have; there is '{similar}'.",
    elsewhere:
      "Alert '{alert}' sends to Provider '{provider}', which stands in namespace '{namespace}': an Alert can only use a Provider beside it.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'provider')) {
      const { from, path, wanted, to } = reference;
      if (to.kind !== 'missing' || mayBelongTo(cluster, model, wanted)) continue;
      const at = { in: from, path };
      const doubts = doubtsAbout(cluster, to);
      const data = { alert: nameOf(from), provider: wanted.name };
      const [only, second] = inOtherNamespaces(cluster, wanted);
      const similar = similarName(cluster, wanted);
      if (only?.id.namespace !== undefined && !second) {
        yield finding('elsewhere', at, {
          ...doubts,
          data: { ...data, namespace: only.id.namespace },
          related: [{ at: { in: only }, says: 'The Provider stands here' }],
        });
      } else if (similar === undefined) yield finding('missing', at, { ...doubts, data });
      else {
        const title = `Use '${similar}'`;
        yield finding('similar', at, {
          ...doubts,
          data: { ...data, similar },
          suggestions: [{ title, safety: 'unsafe', edits: (edits) => edits.set(at, similar) }],
        });
      }
    }
  },
});

import { defineRule, mayBelongTo, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';
import { inOtherNamespaces, similarName } from '../../questions/objects/source-candidates.js';

export const includeNotFound: Rule = defineRule({
  id: 'include-not-found',
  title: 'A GitRepository includes one that the cluster does not have',
  why: 'Flux never makes the artifact, and nothing that takes its source from it is applied.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['GitRepository'],
  messages: {
    missing: "GitRepository '{source}' includes GitRepository '{wanted}', which its cluster does not have.",
    similar:
      "GitRepository '{source}' includes GitRepository '{wanted}', which its cluster does not have; there is '{similar}'.",
    elsewhere:
      "GitRepository '{source}' includes GitRepository '{wanted}', which stands in namespace '{namespace}': only one beside it can be included.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'include')) {
      const { from, path, wanted, to } = reference;
      if (to.kind !== 'missing' || mayBelongTo(cluster, model, wanted)) continue;
      const at = { in: from, path };
      const doubts = doubtsAbout(cluster, to);
      const data = { source: nameOf(from), wanted: wanted.name };
      const [only, second] = inOtherNamespaces(cluster, wanted);
      const similar = similarName(cluster, wanted);
      if (only?.id.namespace !== undefined && !second) {
        const { namespace } = only.id;
        const related = [{ at: { in: only }, says: 'The GitRepository stands here' }];
        yield finding('elsewhere', at, { ...doubts, data: { ...data, namespace }, related });
      } else if (similar !== undefined && similar !== from.id.name) {
        yield finding('similar', at, { ...doubts, data: { ...data, similar } });
      } else yield finding('missing', at, { ...doubts, data });
    }
  },
});

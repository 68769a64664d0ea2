import { defineRule, mayBelongTo, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';
import { inOtherNamespaces, similarName } from '../../questions/objects/source-candidates.js';

export const imagePolicyNotFound: Rule = defineRule({
  id: 'image-policy-not-found',
  title: 'An ImagePolicy names an ImageRepository that the cluster does not have',
  why: 'The policy never finds a tag, and the image stays as old as it is.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['ImageRepository', 'ImagePolicy'],
  messages: {
    repository:
      "ImagePolicy '{policy}' chooses from ImageRepository '{repository}', which its cluster does not have.",
    similar:
      "ImagePolicy '{policy}' chooses from ImageRepository '{repository}', which its cluster does not have; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'image-repository')) {
      const { from, path, wanted, to } = reference;
      if (to.kind !== 'missing' || mayBelongTo(cluster, model, wanted)) continue;
      const at = { in: from, path };
      const doubts = doubtsAbout(cluster, to);
      const data = { policy: nameOf(from), repository: nameOf({ id: wanted }) };
      const [only, second] = inOtherNamespaces(cluster, wanted);
      const similar = only && !second ? nameOf(only) : similarName(cluster, wanted);
      if (similar === undefined) yield finding('repository', at, { ...doubts, data });
      else yield finding('similar', at, { ...doubts, data: { ...data, similar } });
    }
  },
});

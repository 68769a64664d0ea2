import { defineRule, type Fix, nameOf, type Place, type Rule, referencesOf } from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';
import { inOtherNamespaces, ofOtherKinds, similarName } from '../../questions/objects/source-candidates.js';

export const sourceNotFound: Rule = defineRule({
  id: 'source-not-found',
  title: 'A source is named that the cluster does not have',
  why: 'Flux never applies the app: it waits for the source without end.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['GitRepository', 'OCIRepository', 'HelmRepository', 'HelmChart', 'Bucket', 'ExternalArtifact'],
  messages: {
    missing:
      "{kind} '{from}' takes its source from {sourceKind} '{source}', which its cluster does not have.",
    similar:
      "{kind} '{from}' takes its source from {sourceKind} '{source}', which its cluster does not have; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'source')) {
      const { from, path, wanted, to } = reference;
      // An `unknown` source may well exist: silence beats a guess.
      if (to.kind !== 'missing') continue;
      if (inOtherNamespaces(cluster, wanted).length === 1 || ofOtherKinds(cluster, wanted).length === 1)
        continue;
      const at: Place = { in: from, path };
      const source = nameOf({ id: wanted });
      const data = {
        kind: from.id.kind,
        from: nameOf(from),
        sourceKind: wanted.kind,
        source,
      };
      const similar = similarName(cluster, wanted);
      if (similar === undefined) {
        yield finding('missing', at, { data, ...doubtsAbout(cluster, to) });
        continue;
      }
      const use: Fix = {
        title: `Use '${similar}'`,
        safety: 'unsafe',
        edits: (edits) => edits.set(at, similar),
      };
      yield finding('similar', at, {
        data: { ...data, similar },
        suggestions: [use],
        ...doubtsAbout(cluster, to),
      });
    }
  },
});

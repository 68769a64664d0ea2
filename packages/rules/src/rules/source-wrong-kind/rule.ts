import { defineRule, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';
import { inOtherNamespaces, ofOtherKinds } from '../../questions/objects/source-candidates.js';

export const sourceWrongKind: Rule = defineRule({
  id: 'source-wrong-kind',
  title: 'A source is named with a kind that it does not have',
  why: 'Flux never applies the app: a source of this name exists, but its kind is another.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    kind: "{kind} '{from}' takes its source from {sourceKind} '{source}', but that source is of kind {found}.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'source')) {
      const { from, path, wanted, to } = reference;
      if (to.kind !== 'missing') continue;
      const [candidate, second] = ofOtherKinds(cluster, wanted);
      if (!candidate || second || inOtherNamespaces(cluster, wanted).length === 1) continue;
      const at = { in: from, path: [...path.slice(0, -1), 'kind'] };
      const doubts = doubtsAbout(cluster, to);
      const data = {
        kind: from.id.kind,
        from: nameOf(from),
        sourceKind: wanted.kind,
        source: nameOf({ id: wanted }),
        found: candidate.id.kind,
      };
      yield finding('kind', at, {
        data,
        ...(doubts.atMost && { atMost: doubts.atMost }),
        related: [
          { at: { in: candidate, path: ['kind'] }, says: 'The source stands here' },
          ...(doubts.related ?? []),
        ],
        fix: {
          title: `Write '${candidate.id.kind}'`,
          safety: 'safe',
          edits: (edits) => edits.set(at, candidate.id.kind),
        },
      });
    }
  },
});

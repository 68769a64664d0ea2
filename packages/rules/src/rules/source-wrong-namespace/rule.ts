import { defineRule, nameOf, nodeAt, type Rule, referencesOf } from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';
import { inOtherNamespaces } from '../../questions/objects/source-candidates.js';

export const sourceWrongNamespace: Rule = defineRule({
  id: 'source-wrong-namespace',
  title: 'A source is looked for in a namespace where it does not stand',
  why: 'Flux never applies the app: a source of this name exists, but in another namespace.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    elsewhere:
      "{kind} '{from}' takes its source from {sourceKind} '{source}', but that source stands in namespace '{namespace}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'source')) {
      const { from, path, wanted, to } = reference;
      if (to.kind !== 'missing') continue;
      const [candidate, second] = inOtherNamespaces(cluster, wanted);
      // With several candidates nobody knows which one was meant: source-not-found tells.
      if (!candidate || second) continue;
      const namespace = candidate.id.namespace ?? '';
      const parent = path.slice(0, -1);
      const doubts = doubtsAbout(cluster, to);
      const title = `Look in namespace '${namespace}'`;
      yield finding(
        'elsewhere',
        { in: from, path },
        {
          data: {
            kind: from.id.kind,
            from: nameOf(from),
            sourceKind: wanted.kind,
            source: nameOf({ id: wanted }),
            namespace,
          },
          ...(doubts.atMost && { atMost: doubts.atMost }),
          related: [
            { at: { in: candidate, path: ['metadata', 'name'] }, says: 'The source stands here' },
            ...(doubts.related ?? []),
          ],
          suggestions: [
            {
              title,
              safety: 'unsafe',
              edits: (edits) =>
                nodeAt(from.body, ...parent, 'namespace')
                  ? edits.set({ in: from, path: [...parent, 'namespace'] }, namespace)
                  : edits.add({ in: from, path: parent }, 'namespace', namespace),
            },
          ],
        },
      );
    }
  },
});

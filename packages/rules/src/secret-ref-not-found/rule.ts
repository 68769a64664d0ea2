import { defineRule, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { isDeclared, isNameUnknown } from '../absence.js';
import { mayBeMade } from '../config-makers.js';

export const secretRefNotFound: Rule = defineRule({
  id: 'secret-ref-not-found',
  title: 'A Secret is needed that is not in the repository',
  why: 'Someone must create it in the cluster before Flux can use what refers to it.',
  category: 'correctness',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    needed: "{kind} '{from}' needs Secret '{secret}', which no file brings: it must exist in the cluster.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'secret', 'variables', 'values')) {
      const { from, path, wanted, to, optional } = reference;
      if (wanted.kind !== 'Secret' || to.kind === 'found' || optional) continue;
      if (isNameUnknown(reference) || mayBeMade(cluster, wanted) || isDeclared(cluster, wanted)) continue;
      // Bootstrap makes the Secret of the sync itself.
      if (cluster.entry.kind === 'gotk-sync' && from.body.origin.span.file === cluster.entry.file) continue;
      const data = { kind: from.id.kind, from: nameOf(from), secret: nameOf({ id: wanted }) };
      yield finding('needed', { in: from, path }, { data });
    }
  },
});

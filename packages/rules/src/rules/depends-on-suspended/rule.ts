import { defineRule, nameOf, nodeAt, type Rule, referencesOf, textAt } from '@fluxvet/core';

export const dependsOnSuspended: Rule = defineRule({
  id: 'depends-on-suspended',
  title: 'An app depends on one that is suspended',
  why: 'Flux does not update the app: it waits for a dependency that does not move.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { suspended: "{kind} '{from}' depends on '{wanted}', which is suspended." },
  *check(model, { finding }) {
    for (const { reference } of referencesOf(model, 'dependency')) {
      const { from, path, to } = reference;
      if (to.kind !== 'found' || textAt(to.target.body, 'spec', 'suspend') !== 'true') continue;
      // An app that is suspended itself waits for nothing.
      const own = nodeAt(from.body, 'spec', 'suspend');
      if (own?.kind === 'scalar' && (own.value === 'true' || own.unknown !== undefined)) continue;
      // An expression of one's own decides instead of the usual check.
      if (nodeAt(from.body, ...path.slice(0, -1), 'readyExpr')) continue;
      const data = { kind: from.id.kind, from: nameOf(from), wanted: nameOf(to.target) };
      const related = [{ at: { in: to.target, path: ['spec', 'suspend'] }, says: 'It is suspended here' }];
      yield finding('suspended', { in: from, path }, { data, related });
    }
  },
});

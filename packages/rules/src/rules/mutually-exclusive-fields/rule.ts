import { defineRule, isEncrypted, isUnsettled, nameOf, type Rule, showPathOf } from '@fluxvet/core';
import { judgementsOf } from '../../questions/objects/schema-judgements.js';

export const mutuallyExclusiveFields: Rule = defineRule({
  id: 'mutually-exclusive-fields',
  title: 'Fields contradict each other',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { rule: "{kind} '{name}' breaks a rule of its kind at {field}: {message}." },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { object, problems } = judged;
      for (const problem of problems) {
        if (problem.kind !== 'broken-rule' || isEncrypted(object)) continue;
        const message = problem.message.replace(/\.$/, '');
        const field = showPathOf(problem.path) || 'its root';
        const data = { kind: object.id.kind, name: nameOf(object), field, message };
        yield finding(
          'rule',
          problem.path.length === 0 ? { in: object } : { in: object, path: problem.path, on: 'key' },
          { data, identity: [problem.rule], ...(isUnsettled(judged) && { atMost: 'note' as const }) },
        );
      }
    }
  },
});

import {
  defineRule,
  fluxObjectsOf,
  isEncrypted,
  isUnsettled,
  nameOf,
  problemsOf,
  type Rule,
  showPathOf,
} from '@fluxvet/core';

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
    for (const judged of fluxObjectsOf(model)) {
      const { cluster, object } = judged;
      for (const problem of problemsOf(object, cluster)) {
        if (problem.kind !== 'broken-rule' || isEncrypted(object)) continue;
        const message = problem.message.replace(/\.$/, '');
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(problem.path), message };
        yield finding(
          'rule',
          { in: object, path: problem.path, on: 'key' },
          { data, identity: [problem.rule], ...(isUnsettled(judged) && { atMost: 'note' as const }) },
        );
      }
    }
  },
});

import { defineRule, nameOf, placeOfSpan, type Rule, textAt } from '@fluxvet/core';
import { unreadableValues } from './unreadable-values.js';

export const helmValuesInvalid: Rule = defineRule({
  id: 'helm-values-invalid',
  title: 'A release takes values from a text that is no mapping of YAML',
  why: 'Flux neither installs nor upgrades the release: it cannot read its values.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    invalid: "HelmRelease '{release}' cannot read its values here: {problem}.",
    secret: "HelmRelease '{release}' cannot read its values from a Secret.",
  },
  *check(model, { finding }) {
    for (const { object, reference, problem, isApplied } of unreadableValues(model)) {
      const path = ['spec', 'valuesFrom', reference];
      const release = nameOf(object);
      // Parsers agree on what breaks the syntax, and less on the rest; what no cluster applies hurts nobody yet.
      const isProven = isApplied && (problem.code === 'yaml/syntax' || problem.code === 'helm/no-mapping');
      const more = !isProven && { atMost: 'warning' as const };
      if (textAt(object.body, ...path, 'kind') === 'Secret') {
        yield finding('secret', { in: object, path }, { data: { release }, ...more });
        continue;
      }
      const at = placeOfSpan(model, problem.span);
      if (!at) continue;
      const related = [{ at: { in: object, path }, says: 'The release takes them here' }];
      const data = { release, problem: problem.message.replace(/\.$/, '') };
      yield finding('invalid', at, { data, related, ...more });
    }
  },
});

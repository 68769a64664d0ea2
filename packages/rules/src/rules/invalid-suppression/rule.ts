import { defineRule, type Rule } from '@fluxvet/core';

export const invalidSuppression: Rule = defineRule({
  id: 'invalid-suppression',
  title: 'A suppression cannot be read, or does not say why',
  why: 'It has no effect, or it hides a finding for a reason that nobody remembers later.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['suppress/unknown-directive', 'suppress/no-rules', 'suppress/unknown-rule', 'suppress/no-reason'],
});

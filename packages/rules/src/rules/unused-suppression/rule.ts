import { defineRule, type Rule } from '@fluxvet/core';

export const unusedSuppression: Rule = defineRule({
  id: 'unused-suppression',
  title: 'A suppression suppresses nothing',
  why: 'It hides the next finding of its rule at this place, and nobody looks at it then.',
  category: 'style',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['suppress/unused'],
});

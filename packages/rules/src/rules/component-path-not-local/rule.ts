import { defineRule, type Rule } from '@fluxvet/core';

export const componentPathNotLocal: Rule = defineRule({
  id: 'component-path-not-local',
  title: 'A component is not a local path',
  why: 'Flux refuses components that are absolute or come from elsewhere, and applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['flux/bad-component'],
});

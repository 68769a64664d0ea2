import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizeCycle: Rule = defineRule({
  id: 'kustomize-cycle',
  title: 'Kustomizations include each other in a circle',
  why: 'The build fails, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/cycle'],
});

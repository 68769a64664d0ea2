import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizeDuplicateResource: Rule = defineRule({
  id: 'kustomize-duplicate-resource',
  title: 'An object is added twice to one build',
  why: 'The build fails, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/duplicate-object'],
});

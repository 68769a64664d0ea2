import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizeResourceNotFound: Rule = defineRule({
  id: 'kustomize-resource-not-found',
  title: 'A kustomization names something that does not exist',
  why: 'The build fails, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/missing-file', 'kustomize/missing-directory', 'kustomize/missing-kustomization'],
});

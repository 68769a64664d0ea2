import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizeBuildFailed: Rule = defineRule({
  id: 'kustomize-build-failed',
  title: 'A kustomization cannot be built',
  why: 'The build fails, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/*'],
});

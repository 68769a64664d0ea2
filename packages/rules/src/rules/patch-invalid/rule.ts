import { defineRule, type Rule } from '@fluxvet/core';

export const patchInvalid: Rule = defineRule({
  id: 'patch-invalid',
  title: 'A patch cannot be applied',
  why: 'The build fails, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: [
    'kustomize/bad-patch',
    'kustomize/ambiguous-patch',
    'kustomize/patch-without-match',
    'kustomize/unknown-directive',
    'kustomize/replicas-without-match',
    'kustomize/bad-selector',
  ],
});

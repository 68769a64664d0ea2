import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizeLoadOutsideSource: Rule = defineRule({
  id: 'kustomize-load-outside-source',
  title: 'A kustomization reaches out of the repository',
  why: 'The build fails: Flux lets kustomize read inside the artifact only.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/outside-tree', 'kustomize/outside-directory'],
});

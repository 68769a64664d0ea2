import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizeApiVersion: Rule = defineRule({
  id: 'kustomize-api-version',
  title: 'A kustomization file has the apiVersion or kind of something else',
  why: 'The build fails: two kinds are called Kustomization, and only one of them is a build file.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/bad-type-meta'],
});

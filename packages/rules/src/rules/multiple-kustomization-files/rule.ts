import { defineRule, type Rule } from '@fluxvet/core';

export const multipleKustomizationFiles: Rule = defineRule({
  id: 'multiple-kustomization-files',
  title: 'A directory has more than one kustomization file',
  why: 'The build fails: kustomize does not choose between them.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['kustomize/multiple-kustomizations'],
});

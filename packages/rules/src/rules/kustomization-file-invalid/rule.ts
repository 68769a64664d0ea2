import { defineRule, type Rule } from '@fluxvet/core';

export const kustomizationFileInvalid: Rule = defineRule({
  id: 'kustomization-file-invalid',
  title: 'A kustomization file is not as kustomize expects it',
  why: 'The build fails; or, in the file at the path of a Flux Kustomization, the field is silently ignored.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: [
    'kustomize/bad-kustomization',
    'kustomize/unknown-field',
    'kustomize/empty-kustomization',
    'kustomize/wrong-kind',
    'kustomize/bad-sort-options',
    'kustomize/bad-configuration',
    'kustomize/bad-plugin',
    'kustomize/bad-openapi',
  ],
});

import { defineRule, type Rule } from '@fluxvet/core';

export const duplicateYamlKey: Rule = defineRule({
  id: 'duplicate-yaml-key',
  title: 'A key stands twice in one mapping',
  why: 'Readers of YAML differ: kustomize refuses the file, others silently drop one of the values.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['yaml/duplicate-key'],
});

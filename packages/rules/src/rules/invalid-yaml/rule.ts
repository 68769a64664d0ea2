import { defineRule, type Rule } from '@fluxvet/core';

export const invalidYaml: Rule = defineRule({
  id: 'invalid-yaml',
  title: 'A file is no valid YAML',
  why: 'Flux cannot read the file, and applies nothing of the app that it belongs to.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: [
    'yaml/syntax',
    'yaml/binary-file',
    'yaml/complex-key',
    'yaml/excessive-aliasing',
    'yaml/recursive-alias',
    'yaml/too-deep',
    'yaml/unresolved-alias',
    'yaml/bad-merge',
    'yaml/bad-tag',
  ],
});

import { defineRule, type Rule } from '@fluxvet/core';

export const nonKubernetesYamlInGeneratedPath: Rule = defineRule({
  id: 'non-kubernetes-yaml-in-generated-path',
  title: 'A file that is no manifest stands where Flux takes every file for one',
  why: 'Without a kustomization file Flux makes one of all YAML files below the path; one that is no Kubernetes object ends the build.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: ['flux/not-a-manifest'],
});

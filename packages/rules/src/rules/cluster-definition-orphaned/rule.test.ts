import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { clusterDefinitionOrphaned } from './rule.js';

test('reports a definition without a directory', () => {
  const report = expectMarks(
    clusterDefinitionOrphaned,
    repo`
${bootstrapped('flux/clusters/prod')}
# === k8s-clusters/prod.yaml
spec: {}
# === k8s-clusters/staging.yaml
spec: {}
# @1-8 cluster-definition-orphaned: 'k8s-clusters/staging.yaml' defines cluster 'staging', for which there is no cluster directory
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where the directory exists', () => {
  expectSilence(
    clusterDefinitionOrphaned,
    repo`
${bootstrapped('flux/clusters/prod')}
# === k8s-clusters/prod.yaml
spec: {}
# === k8s-clusters/README.md
All clusters.
`,
  );
});

test('stays silent on unknown: definitions that stand elsewhere', () => {
  expectSilence(
    clusterDefinitionOrphaned,
    repo`
${bootstrapped('flux/clusters/prod')}
# === infrastructure/k8s-clusters/staging.yaml
spec: {}
`,
  );
});

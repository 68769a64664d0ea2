import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { clusterDefinitionMissing } from './rule.js';

test('reports a cluster that no file defines', () => {
  const report = expectMarks(
    clusterDefinitionMissing,
    repo`
${bootstrapped('flux/clusters/prod')}
${bootstrapped('flux/clusters/staging').replace(
  'kind: Kustomization\nmetadata:\n  name: flux-system',
  "kind: Kustomization\nmetadata:\n  name: flux-system\n#       ^^^^^^^^^^^ cluster-definition-missing: Cluster 'staging' has no definition 'k8s-clusters/staging.yaml'",
)}
# === k8s-clusters/prod.yaml
spec: {}
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['staging']);
});

test('stays silent where each cluster has a definition, by either ending', () => {
  expectSilence(
    clusterDefinitionMissing,
    repo`
${bootstrapped('flux/clusters/prod')}
${bootstrapped('flux/clusters/staging')}
# === k8s-clusters/prod.yaml
spec: {}
# === k8s-clusters/staging.yml
spec: {}
`,
  );
});

test('stays silent on unknown: a repository without definitions', () => {
  expectSilence(clusterDefinitionMissing, repo`${bootstrapped('flux/clusters/prod')}`);
});

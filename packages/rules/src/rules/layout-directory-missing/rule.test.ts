import { bootstrapped, expectSilence, repo, run } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { layoutDirectoryMissing } from './rule.js';

const COMPLETE = `${bootstrapped('flux/clusters/production')}
# === k8s-clusters/production.yaml
spec: {}
# === terraform/live/production/terragrunt.hcl
terraform {}
# === terraform/modules/cluster/main.tf
`;

test('reports each directory that is not there, once for the repository', () => {
  const report = run(layoutDirectoryMissing, repo`${bootstrapped('clusters/production')}`);
  expect(report.findings.map(({ message }) => message)).toEqual([
    "The repository has no directory 'flux/clusters'.",
    "The repository has no directory 'k8s-clusters'.",
    "The repository has no directory 'terraform/live'.",
    "The repository has no directory 'terraform/modules'.",
  ]);
});

test('reports the directories that its option names', () => {
  const options = { directories: ['docs'] };
  const report = run(layoutDirectoryMissing, repo`${COMPLETE}`, { options });
  expect(report.findings.map(({ message }) => message)).toEqual(["The repository has no directory 'docs'."]);
});

test('stays silent where all of them are there', () => {
  expectSilence(layoutDirectoryMissing, repo`${COMPLETE}`);
});

test('stays silent on unknown: a repository without clusters can be one of apps', () => {
  expectSilence(
    layoutDirectoryMissing,
    repo`
# === deploy/kustomization.yaml
resources: []
`,
  );
});

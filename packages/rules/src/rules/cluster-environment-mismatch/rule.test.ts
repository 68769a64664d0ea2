import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { clusterEnvironmentMismatch } from './rule.js';

function app(name: string, substitute: string): string {
  return `# === clusters/production/${name}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: ${substitute}
`;
}

test('reports a variable that says another environment than the name of the cluster', () => {
  const report = expectMarks(
    clusterEnvironmentMismatch,
    repo`
${bootstrapped('clusters/production')}
${app('apps', '{ substituteFrom: [{ kind: ConfigMap, name: cluster }] }')}
# === clusters/production/vars.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: cluster, namespace: flux-system }
data:
  CLUSTER_ENV: staging
  #            ^^^^^^^ cluster-environment-mismatch: Cluster 'production' is a production cluster by its name, but the variable 'CLUSTER_ENV' says 'staging'
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['production'] });
});

test('reports environments away from production as a note', () => {
  const report = expectMarks(
    clusterEnvironmentMismatch,
    repo`
${bootstrapped('clusters/qa')}
${app('apps', "{ substitute: { environment: dev } }\n#                                         ^^^ cluster-environment-mismatch: says 'dev'").replace('clusters/production', 'clusters/qa')}
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a directory that speaks of two environments', () => {
  expectMarks(
    clusterEnvironmentMismatch,
    repo`
${bootstrapped('clusters/production/staging-eu').replace(
  'kind: Kustomization\nmetadata:\n  name: flux-system',
  "kind: Kustomization\nmetadata:\n  name: flux-system\n#       ^^^^^^^^^^^ cluster-environment-mismatch: speaks of 'production' and 'staging'",
)}
`,
  );
});

test('stays silent where they agree, and where apps of several environments run', () => {
  expectSilence(
    clusterEnvironmentMismatch,
    repo`${bootstrapped('clusters/production')}${app('apps', '{ substitute: { ENVIRONMENT: prod } }')}`,
  );
  expectSilence(
    clusterEnvironmentMismatch,
    repo`
${bootstrapped('clusters/production')}
${app('web', '{ substitute: { ENVIRONMENT: prod } }')}
${app('web-preview', '{ substitute: { ENVIRONMENT: staging } }')}
`,
  );
});

test('stays silent on other variables, and on clusters whose name says nothing', () => {
  expectSilence(
    clusterEnvironmentMismatch,
    repo`${bootstrapped('clusters/production')}${app('apps', '{ substitute: { upstream_stage: staging, ENV: eu } }')}`,
  );
  expectSilence(
    clusterEnvironmentMismatch,
    repo`
${bootstrapped('clusters/eu')}
${app('apps', '{ substitute: { ENVIRONMENT: staging } }').replace('clusters/production', 'clusters/eu')}
`,
  );
});

test('stays silent on unknown: variables that are not in the files', () => {
  expectSilence(
    clusterEnvironmentMismatch,
    repo`${bootstrapped('clusters/production')}${app('apps', '{ substituteFrom: [{ kind: Secret, name: cluster }] }')}`,
  );
});

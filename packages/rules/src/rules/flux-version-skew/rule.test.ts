import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { fluxVersionSkew } from './rule.js';

/** The release stands in a label of each controller; the first one is marked. */
function fleet(staging: string, production: string, says?: string): string {
  const live = bootstrapped('clusters/production', { version: production });
  const label = `kind: Deployment\nmetadata:\n  labels:\n    app.kubernetes.io/component: source-controller\n    app.kubernetes.io/part-of: flux\n    app.kubernetes.io/version: ${production}`;
  const mark = `# @32-${31 + production.length} flux-version-skew: ${says}`;
  return (
    bootstrapped('clusters/staging', { version: staging }) +
    (says === undefined ? live : live.replace(label, `${label}\n${mark}`))
  );
}

test('reports production that is a release ahead', () => {
  const report = expectMarks(
    fluxVersionSkew,
    repo`${fleet('v2.8.8', 'v2.9.4', "Cluster 'production' runs Flux v2.9.4, which is newer than v2.8.8 in 'staging'")}`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['production'] });
});

test('reports production that is a patch ahead as a note', () => {
  const report = expectMarks(
    fluxVersionSkew,
    repo`${fleet('v2.9.1', 'v2.9.4', 'which is newer than v2.9.1')}`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports production that is far behind', () => {
  const report = expectMarks(
    fluxVersionSkew,
    repo`${fleet('v2.9.4', 'v2.6.0', "3 minor releases behind v2.9.4 in 'staging'")}`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where they are equal, or staging is one release ahead', () => {
  expectSilence(fluxVersionSkew, repo`${fleet('v2.9.4', 'v2.9.4')}`);
  expectSilence(fluxVersionSkew, repo`${fleet('v2.9.4', 'v2.8.8')}`);
  expectSilence(fluxVersionSkew, repo`${fleet('v2.9.4', 'v2.9.1')}`);
});

test('stays silent on clusters of other families', () => {
  expectSilence(
    fluxVersionSkew,
    repo`${bootstrapped('clusters/eu-staging', { version: 'v2.5.0' })}${bootstrapped('clusters/us-production')}`,
  );
});

test('stays silent on unknown: a range of releases, and clusters whose Flux is not in the files', () => {
  expectSilence(
    fluxVersionSkew,
    repo`
${bootstrapped('clusters/staging', { version: 'v2.5.0' })}
# === clusters/production/flux-system/flux.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/production }
`,
  );
});

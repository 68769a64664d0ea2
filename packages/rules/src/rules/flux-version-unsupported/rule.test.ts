import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { fluxVersionUnsupported } from './rule.js';

test('reports a release that is too old', () => {
  const report = expectMarks(
    fluxVersionUnsupported,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.3.0' }).replace(
  'version: v2.3.0\n  name: source',
  'version: v2.3.0\n    #                          ^^^^^^ flux-version-unsupported: Flux v2.3.0\n  name: source',
)}
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('reports the release of a FluxInstance', () => {
  expectMarks(
    fluxVersionUnsupported,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.6.x, registry: ghcr.io/fluxcd }
  #                        ^^^^^ flux-version-unsupported: the releases from 2.7 to 2.9 are
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
`,
  );
});

test('stays silent on the newest three releases', () => {
  expectSilence(
    fluxVersionUnsupported,
    repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging', { version: 'v2.7.5' })}
`,
  );
  expectSilence(
    fluxVersionUnsupported,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
`,
  );
});

test('stays silent on unknown: the files name no release, or a range that goes on', () => {
  expectSilence(
    fluxVersionUnsupported,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
`,
  );
  expectSilence(
    fluxVersionUnsupported,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: '^2.4.0', registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
`,
  );
});

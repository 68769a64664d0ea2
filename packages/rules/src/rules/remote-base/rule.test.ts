import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { remoteBase } from './rule.js';

const SHA = '0123456789abcdef0123456789abcdef01234567';

test('reports a base from elsewhere as a warning', () => {
  const report = expectMarks(
    remoteBase,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- https://github.com/example/base?ref=v1.0.0
# @3-44 remote-base: fetches 'https://github.com/example/base?ref=v1.0.0' each time
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('reports a base that is pinned to a commit as a note', () => {
  const report = expectMarks(
    remoteBase,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- https://github.com/example/base?ref=${SHA}
# @3-78 remote-base
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports a base that the controller refuses as an error', () => {
  const report = expectMarks(
    remoteBase,
    repo`
${bootstrapped('clusters/prod', { components: [] })}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- controller.yaml
- https://github.com/example/base?ref=v1.0.0
# @3-44 remote-base: which kustomize-controller refuses
# === clusters/prod/controller.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: kustomize-controller, namespace: flux-system }
spec:
  template:
    spec:
      containers: [{ name: manager, args: [--no-remote-bases=true] }]
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports an address without the credentials in it', () => {
  const report = expectMarks(
    remoteBase,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources:
- flux-system
- https://user:token@github.com/example/base
# @3-44 remote-base: fetches 'https://github.com/example/base' each time
`,
  );
  expect(report.findings[0]?.message).not.toContain('token');
});

test('stays silent on bases of the repository', () => {
  expectSilence(
    remoteBase,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === base/kustomization.yaml
resources: [config.yaml]
# === base/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: a kustomization that no cluster applies', () => {
  expectSilence(
    remoteBase,
    repo`
${bootstrapped('clusters/prod')}
# === old/kustomization.yaml
resources: ["https://github.com/example/base?ref=v1.0.0"]
`,
  );
});

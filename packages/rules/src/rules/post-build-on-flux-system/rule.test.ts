import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { postBuildOnFluxSystem } from './rule.js';

// In a template string a dollar sign before a brace would be one of TypeScript.
const $ = '$';

const definition = (annotations: string): string => `# === clusters/prod/definitions.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: kustomizations.kustomize.toolkit.fluxcd.io, annotations: ${annotations} }
spec:
  group: kustomize.toolkit.fluxcd.io
  names: { kind: Kustomization, plural: kustomizations }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, description: 'Such as ${$}{var:position}.' } }`;

const patched = (postBuild: string): string => `# === clusters/prod/kustomization.yaml
resources: [flux-system, definitions.yaml]
patches:
  - patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        postBuild: ${postBuild}`;

test('reports variables that are replaced in the definitions of Flux', () => {
  const report = expectMarks(
    postBuildOnFluxSystem,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.9.0' })}
${patched('{ substitute: { region: eu } }')}
# @9-17 post-build-on-flux-system: in 'kustomizations.kustomize.toolkit.fluxcd.io', a definition of Flux itself
${definition('{}')}
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a warning where only descriptions change', () => {
  const report = expectMarks(
    postBuildOnFluxSystem,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.8.3' })}
${patched('{ substitute: { region: eu } }')}
# @9-17 post-build-on-flux-system
${definition('{}')}
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where the definitions opt out, and where there is no postBuild', () => {
  expectSilence(
    postBuildOnFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
${patched('{ substitute: { region: eu } }')}
${definition('{ kustomize.toolkit.fluxcd.io/substitute: disabled }')}
`,
  );
  expectSilence(
    postBuildOnFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
${definition('{}')}
`,
  );
});

test('stays silent on unknown: definitions that are not in the files', () => {
  expectSilence(
    postBuildOnFluxSystem,
    repo`
${bootstrapped('clusters/prod')}
${patched('{ substitute: { region: eu } }')}
# === clusters/prod/definitions.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: none, namespace: default }
`,
  );
});

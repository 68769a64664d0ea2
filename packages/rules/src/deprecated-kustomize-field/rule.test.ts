import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { deprecatedKustomizeField } from './rule.js';

test('reports fields that have a successor', () => {
  const report = expectMarks(
    deprecatedKustomizeField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
bases: [flux-system]
# @1-5 deprecated-kustomize-field: 'bases' is deprecated in favour of 'resources'
patchesStrategicMerge: []
# @1-21 deprecated-kustomize-field: in favour of 'patches'
patchesJson6902: []
# @1-15 deprecated-kustomize-field: in favour of 'patches'
commonLabels: {}
# @1-12 deprecated-kustomize-field: in favour of 'labels'
vars: []
# @1-4 deprecated-kustomize-field: in favour of 'replacements'
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['prod']);
});

test('reports what no cluster applies as a note', () => {
  const report = expectMarks(
    deprecatedKustomizeField,
    repo`
${bootstrapped('clusters/prod')}
# === old/kustomization.yaml
commonLabels: { team: web }
# @1-12 deprecated-kustomize-field
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on the fields of today', () => {
  expectSilence(
    deprecatedKustomizeField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
labels: [{ pairs: { team: web } }]
`,
  );
});

test('stays silent on unknown: a file of that name that is no kustomization of kustomize', () => {
  expectSilence(
    deprecatedKustomizeField,
    repo`
${bootstrapped('clusters/prod')}
# === other/kustomization.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: other }
spec: { path: ./other }
vars: []
`,
  );
});

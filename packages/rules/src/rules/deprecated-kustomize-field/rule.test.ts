import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
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

test('reports them in a kustomization that has a name as well', () => {
  expectMarks(
    deprecatedKustomizeField,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
metadata: { name: prod }
resources: [flux-system]
commonLabels: {}
# @1-12 deprecated-kustomize-field
`,
  );
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

const KUSTOMIZATIONS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'bases without resources': ['bases:\n- ../base # shared\n', 'resources:\n- ../base # shared\n'],
  'bases beside resources': [
    'resources:\n- x.yaml\nbases:\n- ../base\nnamePrefix: a-\n',
    'resources:\n- x.yaml\n- ../base\nnamePrefix: a-\n',
  ],
  'strategic merge patches in files': [
    'resources: [../base]\npatchesStrategicMerge:\n  # why\n  - one.yaml\n  - "two.yaml"\n',
    'resources: [../base]\npatches:\n  # why\n  - path: one.yaml\n  - path: "two.yaml"\n',
  ],
  'JSON patches': [
    'patchesJson6902:\n- target: { kind: Service, name: x }\n  path: p.yaml\n',
    'patches:\n- target: { kind: Service, name: x }\n  path: p.yaml\n',
  ],
  'common labels': [
    'commonLabels:\n  app: web\n  team: a\nresources: []\n',
    'labels:\n- pairs:\n    app: web\n    team: a\n  includeSelectors: true\nresources: []\n',
  ],
};

test.for(Object.entries(KUSTOMIZATIONS))('brings %s into the current form', ([, [before, after]]) => {
  expectFix(deprecatedKustomizeField, parseRepo(`# === app/kustomization.yaml\n${before}`), {
    'app/kustomization.yaml': after,
  });
});

test.for([
  'namespace: a\npatchesJson6902:\n- target: { kind: Service, name: x }\n  path: p.yaml\n',
  'patches: []\npatchesStrategicMerge:\n- one.yaml\n',
  'patchesStrategicMerge:\n- |-\n  kind: Service\n  metadata: { name: x }\n',
  'labels: []\ncommonLabels: { a: b }\n',
  'commonLabels:\n  # why\n  a: b\nresources: []\n',
])('leaves alone what would build something else, or lose a comment: %j', (text) => {
  expectFix(deprecatedKustomizeField, parseRepo(`# === app/kustomization.yaml\n${text}`), {});
});

import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { helmChartsPlugin } from './rule.js';

test('reports a chart that helm is to inflate', () => {
  expectMarks(
    helmChartsPlugin,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
helmCharts:
- { name: podinfo, repo: "https://example.com/charts" }
# @3-55 helm-charts-plugin: helm inflate a chart
`,
  );
});

test('reports a plugin that is a program', () => {
  expectMarks(
    helmChartsPlugin,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
generators: [secrets.yaml]
#            ^^^^^^^^^^^^ helm-charts-plugin: a program
# === clusters/prod/secrets.yaml
apiVersion: viaduct.ai/v1
kind: ksops
metadata: { name: secrets }
files: [secret.enc.yaml]
`,
  );
});

test('stays silent on generators that kustomize has itself', () => {
  expectSilence(
    helmChartsPlugin,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
configMapGenerator:
- name: web
  namespace: default
  literals: [a=b]
`,
  );
});

test('stays silent on unknown: a kustomization that no cluster applies may be for kustomize itself', () => {
  expectSilence(
    helmChartsPlugin,
    repo`
${bootstrapped('clusters/prod')}
# === bootstrap/kustomization.yaml
helmCharts:
- { name: cilium, repo: "https://example.com/charts" }
`,
  );
});

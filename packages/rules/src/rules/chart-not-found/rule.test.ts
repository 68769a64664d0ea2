import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { chartNotFound } from './rule.js';

const CHART = `
# === charts/shop/Chart.yaml
apiVersion: v2
name: shop
version: 1.0.0
# === charts/shop/values.yaml
replicas: 1
`;

const release = (chart: string, files = '', kind = 'GitRepository', name = 'flux-system'): string => `
# === clusters/prod/shop.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  chart:
    spec:
      sourceRef: { kind: ${kind}, name: ${name} }
      chart: ${chart}
${files}
`;

test('reports a chart that the repository does not have', () => {
  expectMarks(
    chartNotFound,
    repo`
${bootstrapped('clusters/prod')}
${CHART}
${release(`./charts/shops
      #      ^^^^^^^^^^^^^^ chart-not-found: has no Chart.yaml there; there is 'charts/shop'`)}
`,
  );
});

test('reports a values file that is looked for beside the chart', () => {
  expectMarks(
    chartNotFound,
    repo`
${bootstrapped('clusters/prod')}
${CHART}
${release(
  'charts/shop/',
  `      valuesFiles:
        - values.yaml
        # ^^^^^^^^^^^ chart-not-found: it is read from the root of the source, and there is 'charts/shop/values.yaml'
        - charts/shop/values.yaml`,
)}
`,
  );
});

test('stays silent on what is there, and on charts of a HelmRepository', () => {
  expectSilence(
    chartNotFound,
    repo`
${bootstrapped('clusters/prod')}
${CHART}
${release('charts/shop', '      valuesFiles: [/charts/shop/values.yaml]')}
${release('shop', '', 'HelmRepository', 'charts').replace('shop.yaml', 'other.yaml').replace('name: shop,', 'name: other,')}
`,
  );
});

test('stays silent on unknown: a repository that is not available locally', () => {
  expectSilence(
    chartNotFound,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 10m, url: https://example.org/charts, ref: { branch: main } }
${release('charts/shop', '', 'GitRepository', 'charts')}
`,
  );
});

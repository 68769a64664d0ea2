import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { gitChartWithoutRevisionStrategy } from './rule.js';

const release = (more: string, source = 'flux-system'): string => `
# === clusters/prod/web.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec:
  interval: 30m
  chart:
    spec:
      sourceRef: { kind: GitRepository, name: ${source} }
      ${more}
      chart: ./charts/web`;

test('reports a chart from a branch', () => {
  expectMarks(
    gitChartWithoutRevisionStrategy,
    repo`
${bootstrapped('clusters/prod')}
${release('interval: 5m')}
# @14-25 git-chart-without-revision-strategy: takes the chart './charts/web' from a GitRepository
`,
  );
});

test('reports a chart from a tag as a note', () => {
  const report = expectMarks(
    gitChartWithoutRevisionStrategy,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/charts.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 1h, url: https://github.com/example/charts, ref: { tag: v1.2.3 } }
${release('interval: 5m', 'charts')}
# @14-25 git-chart-without-revision-strategy
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where a strategy is written down, and for charts from a HelmRepository', () => {
  expectSilence(
    gitChartWithoutRevisionStrategy,
    repo`${bootstrapped('clusters/prod')}${release('reconcileStrategy: Revision')}
`,
  );
  expectSilence(
    gitChartWithoutRevisionStrategy,
    repo`${bootstrapped('clusters/prod')}${release('reconcileStrategy: ChartVersion')}
# === clusters/prod/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec: { interval: 30m, chart: { spec: { chart: podinfo, sourceRef: { kind: HelmRepository, name: podinfo } } } }
`,
  );
});

test('stays silent on unknown: a remote component may set the strategy', () => {
  expectSilence(
    gitChartWithoutRevisionStrategy,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web.yaml]
components: [https://github.com/example/components//charts]
${release('interval: 5m')}
`,
  );
});

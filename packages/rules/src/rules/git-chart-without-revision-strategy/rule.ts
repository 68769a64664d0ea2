import {
  defineRule,
  type HelmReleaseApp,
  helmReleasesOf,
  isSettled,
  mayBeSet,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const gitChartWithoutRevisionStrategy: Rule = defineRule({
  id: 'git-chart-without-revision-strategy',
  title: 'A chart from Git is released only when its version changes',
  why: 'Changes to its templates and values are merged and never reach the cluster until somebody edits Chart.yaml.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    version:
      "HelmRelease '{app}' takes the chart '{chart}' from a {source}, and releases it only when the version in its Chart.yaml changes.",
  },
  *check(model, { finding }) {
    for (const { app } of helmReleasesOf(model)) {
      const { object, spec } = app;
      const { chart, sourceRef } = spec.chart?.spec ?? {};
      const source = sourceRef?.kind;
      if (spec.suspend || chart === undefined || (source !== 'GitRepository' && source !== 'Bucket'))
        continue;
      // Whoever writes the default down means it.
      const path = ['spec', 'chart', 'spec', 'reconcileStrategy'];
      if (!isSettled(object) || mayBeSet(object.body, ...path)) continue;
      yield finding(
        'version',
        { in: object, path: ['spec', 'chart', 'spec', 'chart'] },
        { data: { app: nameOf(object), chart, source }, ...(isPinned(app) && { atMost: 'note' as const }) },
      );
    }
  },
});

/** Whether the source stands at one tag or commit: what is released goes with its versions anyway. */
function isPinned({ source }: HelmReleaseApp): boolean {
  if (source.kind !== 'found') return true;
  const { body } = source.target.object;
  return (
    ['tag', 'semver', 'commit', 'name'].some((field) => mayBeSet(body, 'spec', 'ref', field)) &&
    textAt(body, 'spec', 'ref', 'branch') === undefined
  );
}

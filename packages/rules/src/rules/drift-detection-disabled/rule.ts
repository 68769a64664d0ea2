import { defineRule, helmReleasesOf, isSettled, mayBeSet, nameOf, type Rule } from '@fluxvet/core';

export const driftDetectionDisabled: Rule = defineRule({
  id: 'drift-detection-disabled',
  title: 'A HelmRelease of a production cluster does not watch for drift',
  why: 'What somebody changes or deletes by hand stays that way until the next upgrade of the chart.',
  category: 'reliability',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { disabled: "HelmRelease '{app}' does not detect drift in production." },
  *check(model, { finding }) {
    for (const { cluster, app } of helmReleasesOf(model)) {
      const { object, spec } = app;
      if (cluster.environment !== 'production' || spec.suspend || !isSettled(object)) continue;
      // The field came with v2beta2.
      if (object.version === 'v2beta1') continue;
      const mode = spec.driftDetection?.mode;
      if (mode === undefined && mayBeSet(object.body, 'spec', 'driftDetection', 'mode')) continue;
      if (mode === 'enabled' || mode === 'warn') continue;
      yield finding(
        'disabled',
        { in: object, path: ['spec', 'driftDetection', 'mode'] },
        { data: { app: nameOf(object) } },
      );
    }
  },
});

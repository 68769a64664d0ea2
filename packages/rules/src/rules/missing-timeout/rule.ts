import { defineRule, isSettled, kustomizationsOf, mayBeSet, nameOf, type Rule } from '@fluxvet/core';
import { isWrittenByFlux } from '../../questions/objects/written-by-flux.js';
import { goDuration } from '../../questions/texts/go-duration.js';

export const missingTimeout: Rule = defineRule({
  id: 'missing-timeout',
  title: 'A Flux Kustomization waits for its objects as long as its interval',
  why: 'A failed rollout is told only when nearly the whole interval is over.',
  category: 'reliability',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing:
      "Flux Kustomization '{app}' sets no 'timeout', and waits for its objects nearly as long as its interval of {interval}.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { object, spec } = app;
      if (spec.suspend || isWrittenByFlux(cluster, object) || !isSettled(object)) continue;
      if (spec.wait !== true && !spec.healthChecks?.length) continue;
      if (mayBeSet(object.body, 'spec', 'timeout')) continue;
      const { interval } = spec;
      if (interval === undefined || (goDuration(interval) ?? 0) <= SHORT) continue;
      yield finding(
        'missing',
        { in: object, path: ['spec', 'interval'] },
        { data: { app: nameOf(object), interval } },
      );
    }
  },
});

/** Up to here the default is a sensible time to wait. */
const SHORT = 10 * 60_000;

import { defineRule, isSettled, kustomizationsOf, mayBeSet, nameOf, type Rule } from '@fluxvet/core';
import { isWrittenByFlux } from '../../questions/objects/written-by-flux.js';
import { goDuration } from '../../questions/texts/go-duration.js';

export const missingRetryInterval: Rule = defineRule({
  id: 'missing-retry-interval',
  title: 'A failed Flux Kustomization waits for its whole interval before it tries again',
  why: 'After a failure that is long over, the app stays failed for the rest of the interval.',
  category: 'reliability',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing:
      "Flux Kustomization '{app}' sets no 'retryInterval', and tries again only after its interval of {interval}.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { object, spec } = app;
      if (spec.suspend || isWrittenByFlux(cluster, object) || !isSettled(object)) continue;
      if (mayBeSet(object.body, 'spec', 'retryInterval')) continue;
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

/** Up to here it is soon enough to try again with the next interval. */
const SHORT = 10 * 60_000;

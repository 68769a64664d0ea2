import { certainMinor, defineRule, NEWEST_MINOR, placeOfSpan, type Rule } from '@fluxvet/core';

/** The Flux project supports the newest three minor releases. */
const OLDEST_MINOR = NEWEST_MINOR - 2;

export const fluxVersionUnsupported: Rule = defineRule({
  id: 'flux-version-unsupported',
  title: 'A cluster runs a Flux that is not supported any more',
  why: 'Nobody fixes its security holes, and it is not tested with current releases of Kubernetes.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    old: 'Flux {version} is not supported any more; the releases from 2.{oldest} to 2.{newest} are.',
  },
  *check(model, { finding }) {
    for (const { name, flux } of model.clusters) {
      const minor = certainMinor(flux);
      if (!flux.version || minor === undefined) continue;
      if (minor !== 'old' && minor >= OLDEST_MINOR) continue;
      const at = placeOfSpan(model, flux.version.at.span);
      if (!at) continue;
      const data = { version: flux.version.text, oldest: OLDEST_MINOR, newest: NEWEST_MINOR };
      yield finding('old', at, { data, clusters: [name] });
    }
  },
});

import { type Cluster, clusterCounterparts, defineRule, placeOfSpan, type Rule } from '@fluxvet/core';

export const fluxVersionSkew: Rule = defineRule({
  id: 'flux-version-skew',
  title: 'Production and the environment before it run different releases of Flux',
  why: 'What staging accepts is not what production accepts: upgrades of Flux were not tried, or were forgotten.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    ahead: "Cluster '{cluster}' runs Flux {version}, which is newer than {before} in '{other}'.",
    behind: "Cluster '{cluster}' runs Flux {version}, {count} minor releases behind {before} in '{other}'.",
  },
  *check(model, { finding }) {
    for (const { staging, production } of clusterCounterparts(model)) {
      const [live, before] = [exactVersion(production), exactVersion(staging)];
      const at = live && placeOfSpan(model, live.at.span);
      const tried = before && placeOfSpan(model, before.at.span);
      if (!live || !before || !at) continue;
      const count = before.minor - live.minor;
      const isAhead = count < 0 || (count === 0 && live.patch > before.patch);
      // One release ahead is where staging is meant to be.
      if (!isAhead && count < 2) continue;
      const data = {
        cluster: production.name,
        version: live.text,
        before: before.text,
        other: staging.name,
        count,
      };
      yield finding(isAhead ? 'ahead' : 'behind', at, {
        data,
        clusters: [production.name],
        ...(tried && { related: [{ at: tried, says: `${before.text} in '${staging.name}'` }] }),
        ...(count === 0 && { atMost: 'note' as const }),
      });
    }
  },
});

interface ExactVersion {
  readonly text: string;
  readonly minor: number;
  readonly patch: number;
  readonly at: NonNullable<Cluster['flux']['version']>['at'];
}

/** The release that a cluster certainly runs; ranges and releases before 2.0 say too little. */
function exactVersion({ flux }: Cluster): ExactVersion | undefined {
  const { version } = flux;
  if (!version || version.minor === 'old' || version.patch === undefined) return undefined;
  return { text: version.text, minor: version.minor, patch: version.patch, at: version.at };
}

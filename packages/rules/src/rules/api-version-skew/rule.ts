import {
  type AppliedObject,
  type Cluster,
  clusterCounterparts,
  defineRule,
  fluxKind,
  nameOf,
  objectCounterparts,
  own,
  type Place,
  type Rule,
  serves,
  showApiVersion,
} from '@fluxvet/core';

export const apiVersionSkew: Rule = defineRule({
  id: 'api-version-skew',
  title: 'An object has another API version than in the other environment',
  why: 'The upgrade was made in one environment and forgotten in the other.',
  category: 'upgrade',
  severity: 'note',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    older: "{kind} '{name}' has the API version '{older}' in {environment}, but '{newer}' in {other}.",
  },
  *check(model, { finding }) {
    for (const pair of clusterCounterparts(model)) {
      for (const { staging, production } of objectCounterparts(pair)) {
        const order = compareVersions(staging.version, production.version);
        if (order === 0) continue;
        const one = { object: staging, cluster: pair.staging };
        const two = { object: production, cluster: pair.production };
        const [older, newer] = order < 0 ? [one, two] : [two, one];
        if (!isServed(newer.object, older.cluster)) continue;
        const { group, kind } = older.object.id;
        const at: Place = { in: older.object, path: ['apiVersion'] };
        const wanted = showApiVersion(group, newer.object.version);
        yield finding('older', at, {
          data: {
            kind,
            name: nameOf(older.object),
            older: showApiVersion(group, older.object.version),
            newer: wanted,
            environment: older.cluster.environment ?? '',
            other: newer.cluster.environment ?? '',
          },
          related: [{ at: { in: newer.object, path: ['apiVersion'] }, says: `'${wanted}' here` }],
          suggestions: [
            { title: `Use '${wanted}'`, safety: 'unsafe', edits: (edits) => edits.set(at, wanted) },
          ],
        });
      }
    }
  },
});

/** Whether the Flux of a cluster knows the version; of other kinds nothing is known. */
function isServed({ id, version }: AppliedObject, { flux }: Cluster): boolean {
  const kind = fluxKind(id);
  return kind === undefined || serves(kind, version, flux.version?.minor) === true;
}

/** In the order in which Kubernetes prefers them; 0 where they are equal or no such versions. */
function compareVersions(a: string, b: string): number {
  const [one, two] = [rankOf(a), rankOf(b)];
  if (!one || !two) return 0;
  const at = one.findIndex((number, index) => number !== two[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (two[at] ?? 0);
}

const STABILITY: Readonly<Record<string, number>> = { alpha: 0, beta: 1 };

function rankOf(version: string): readonly number[] | undefined {
  const [, major, stability, minor] = /^v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?$/.exec(version) ?? [];
  if (major === undefined) return undefined;
  return [stability === undefined ? 2 : (own(STABILITY, stability) ?? 0), Number(major), Number(minor ?? 0)];
}

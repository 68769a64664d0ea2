import {
  type AppliedObject,
  clusterCounterparts,
  defineRule,
  labelsOf,
  nameOf,
  objectCounterparts,
  type Path,
  type Rule,
} from '@fluxvet/core';
import { versionsOf } from './versions-of.js';

export const chartOrImageVersionInverted: Rule = defineRule({
  id: 'chart-or-image-version-inverted',
  title: 'Production runs a newer version than the environment before it',
  why: 'The version was never tried before it reached production.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { newer: "{kind} '{name}' has {what} {live} in production, but only {before} in {environment}." },
  *check(model, { finding }) {
    for (const pair of clusterCounterparts(model)) {
      const environment = pair.staging.environment ?? '';
      // Where the files tell both releases of Flux, flux-version-skew compares them.
      const isTold = pair.staging.flux.version && pair.production.flux.version;
      for (const { staging, production } of objectCounterparts(pair)) {
        if (isTold && labelsOf(production.body).get('app.kubernetes.io/part-of') === 'flux') continue;
        for (const { what, path, live, before, pathBefore } of inversions(staging, production)) {
          yield finding(
            'newer',
            { in: production, path },
            {
              data: { kind: production.id.kind, name: nameOf(production), what, live, before, environment },
              related: [{ at: { in: staging, path: pathBefore }, says: `${before} in ${environment}` }],
            },
          );
        }
      }
    }
  },
});

interface Inversion {
  readonly what: string;
  readonly path: Path;
  readonly live: string;
  readonly before: string;
  readonly pathBefore: Path;
}

function* inversions(staging: AppliedObject, production: AppliedObject): Generator<Inversion> {
  const live = versionsOf(production);
  if (live.size === 0) return;
  const before = versionsOf(staging);
  for (const [what, { version, path }] of live) {
    const tried = before.get(what);
    if (!tried || !isNewer(version, tried.version)) continue;
    yield { what, path, live: version, before: tried.version, pathBefore: tried.path };
  }
}

/** Only versions of one form can be compared: `1.2.3-alpine` with `1.2.4-alpine`, but not with `1.2.4`. */
function isNewer(version: string, than: string): boolean {
  const [a, b] = [parse(version), parse(than)];
  if (!a || !b || a.form !== b.form || a.numbers.length !== b.numbers.length) return false;
  const at = a.numbers.findIndex((number, index) => number !== b.numbers[index]);
  return at >= 0 && (a.numbers[at] ?? 0) > (b.numbers[at] ?? 0);
}

function parse(text: string): { readonly numbers: readonly number[]; readonly form: string } | undefined {
  const [, numbers, form = ''] = /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(?![\d.])(.*)$/.exec(text) ?? [];
  return numbers === undefined ? undefined : { numbers: numbers.split('.').map(Number), form };
}

import { closest, defineRule, nameOf, placeOfSpan, type Rule } from '@fluxvet/core';
import { type IdleEntry, idleEntries } from '../../questions/files/ineffective-entries.js';

export const patchTargetNotFound: Rule = defineRule({
  id: 'patch-target-not-found',
  title: 'A patch has a target that selects nothing',
  why: 'The patch is left out without a word, and the objects are applied unpatched.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    nothing: "The patch for '{wanted}' changes nothing: Flux Kustomization '{app}' builds no such object.",
    similar:
      "The patch for '{wanted}' changes nothing: Flux Kustomization '{app}' builds no such object; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const entry of idleEntries(model, 'patches')) {
      const at = placeOfSpan(model, entry.span);
      if (!at) continue;
      const { wanted, app, clusters } = entry;
      const isBroad = entry.isShared || !/^[\w.-]+$/.test(partOf(wanted, 'name') ?? '*');
      // What is written for many builds need not fit in each.
      const more = { clusters, ...(isBroad && { atMost: 'note' as const }) };
      const data = { wanted, app: nameOf(app.object) };
      const similar = similarName(entry);
      if (similar === undefined) yield finding('nothing', at, { data, ...more });
      else yield finding('similar', at, { data: { ...data, similar }, ...more });
    }
  },
});

/** One part of a description such as `kind Deployment, name web`. */
function partOf(wanted: string, part: string): string | undefined {
  return wanted
    .split(', ')
    .find((each) => each.startsWith(`${part} `))
    ?.slice(part.length + 1);
}

/** The name of an object of the wanted kind that is spelled almost alike. */
function similarName({ wanted, app }: IdleEntry): string | undefined {
  const name = partOf(wanted, 'name');
  const kind = partOf(wanted, 'kind');
  if (name === undefined || app.path.kind !== 'built') return undefined;
  const names = app.path.build.objects.filter(({ id }) => kind === undefined || id.kind === kind);
  return closest(
    name,
    names.map(({ id }) => id.name),
  );
}

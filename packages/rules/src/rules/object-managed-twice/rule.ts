import { type AppliedObject, defineRule, nameOf, nodeAt, type Place, type Rule, showId } from '@fluxvet/core';
import { type Contest, contestsOf, gatherHubs, isKept } from '../../questions/objects/contested-objects.js';
import { showSome } from '../../questions/texts/show-some.js';

export const objectManagedTwice: Rule = defineRule({
  id: 'object-managed-twice',
  title: 'Two Flux Kustomizations apply the same object',
  why: 'They overwrite each other at every interval, and the first that loses the object deletes it for both.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    twice: "Flux Kustomizations '{first}' and '{second}' both apply {objects}.",
    many: "Flux Kustomization '{app}' applies objects of {count} others, too: {others}.",
    path: "Flux Kustomizations '{first}' and '{second}' both apply '{path}', and with it {objects}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { hubs, rest } = gatherHubs(contestsOf(cluster));
      for (const { app, contests } of hubs) {
        const others = contests.map(({ first, second }) => (first === app ? second : first));
        const data = {
          app: nameOf(app.object),
          count: String(others.length),
          others: showSome(others.map(({ object }) => nameOf(object))),
        };
        const related = others
          .slice(0, MOST_RELATED)
          .map(({ object }) => ({ at: { in: object, path: ['spec', 'path'] }, says: 'One of the others' }));
        const atMost = contests.every(keepsAll) && { atMost: 'warning' as const };
        const at = { in: app.object, path: ['spec', 'path'] };
        yield finding('many', at, { data, related, identity: [data.app], ...atMost });
      }
      for (const contest of rest) {
        const { first, second } = contest;
        const [object, another] = contest.objects;
        if (!object) continue;
        const data = {
          first: nameOf(first.object),
          second: nameOf(second.object),
          objects: showObjects(contest),
        };
        const more = { identity: [data.first], ...(keepsAll(contest) && { atMost: 'warning' as const }) };
        const says = `'${data.first}' applies it too`;
        const path = samePath(contest);
        const atPath: Place = { in: second.object, path: ['spec', 'path'] };
        const related = [{ at: { in: first.object, path: ['spec', 'path'] }, says }];
        if (path !== undefined) yield finding('path', atPath, { data: { ...data, path }, related, ...more });
        else if (another) yield finding('twice', atPath, { data, related, ...more });
        else {
          const others = [{ at: placeOf(object.ofFirst), says }];
          yield finding('twice', placeOf(object.ofSecond), { data, related: others, ...more });
        }
      }
    }
  },
});

const MOST_RELATED = 10;

/** Without pruning nothing is lost: they only overwrite each other. */
function keepsAll({ objects }: Contest): boolean {
  return objects.every(({ ofFirst, ofSecond }) => isKept(ofFirst) && isKept(ofSecond));
}

/** The name of an object, or its beginning where a transformer made the name. */
function placeOf(object: AppliedObject): Place {
  const isMade = nodeAt(object.body, 'metadata', 'name')?.origin.step !== undefined;
  return { in: object, path: isMade ? ['kind'] : ['metadata', 'name'] };
}

/** The path, where both apply the same. */
function samePath({ first, second }: Contest): string | undefined {
  if (first.path.kind !== 'built' || second.path.kind !== 'built') return undefined;
  if (first.path.build.inputs.size === 0 || first.path.directory !== second.path.directory) return undefined;
  const isSameSource =
    first.source.kind === 'found' &&
    second.source.kind === 'found' &&
    first.source.target === second.source.target;
  return isSameSource ? first.path.directory : undefined;
}

const MOST_OBJECTS = 3;

function showObjects({ objects }: Contest): string {
  const names = objects.map(({ ofSecond }) => `'${showId(ofSecond.id)}'`);
  if (names.length === 1) return names.join('');
  if (names.length > MOST_OBJECTS) {
    return `${names.slice(0, MOST_OBJECTS).join(', ')} and ${names.length - MOST_OBJECTS} more objects`;
  }
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

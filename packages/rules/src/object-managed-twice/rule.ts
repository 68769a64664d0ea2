import { type AppliedObject, defineRule, nameOf, nodeAt, type Place, type Rule, showId } from '@fluxvet/core';
import { type Contest, contestsOf, isKept } from '../contested-objects.js';

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
    path: "Flux Kustomizations '{first}' and '{second}' both apply '{path}', and with it {objects}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const contest of contestsOf(cluster)) {
        const { first, second } = contest;
        const [object, another] = contest.objects;
        if (!object) continue;
        const data = {
          first: nameOf(first.object),
          second: nameOf(second.object),
          objects: showObjects(contest),
        };
        const isKeptByAll = contest.objects.every(
          ({ ofFirst, ofSecond }) => isKept(ofFirst) && isKept(ofSecond),
        );
        // Without pruning nothing is lost: they only overwrite each other.
        const more = { identity: [data.first], ...(isKeptByAll && { atMost: 'warning' as const }) };
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

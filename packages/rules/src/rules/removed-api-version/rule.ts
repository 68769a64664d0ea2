import {
  defineRule,
  type Edits,
  fluxObjectsOf,
  type KubernetesObject,
  nameOf,
  own,
  type Place,
  type Rule,
  scalarsOf,
  VANISHED_FIELDS,
} from '@fluxvet/core';
import { servedVersion } from '../../questions/objects/served-version.js';

export const removedApiVersion: Rule = defineRule({
  id: 'removed-api-version',
  title: 'An object is written in an API version that Flux has removed',
  why: 'The API server refuses it, and with it everything that is applied together with it.',
  category: 'upgrade',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    removed:
      "{kind} '{name}' is written in {apiVersion}, which {flux} does not serve any more; use {newest}.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      const served = servedVersion(object, cluster, model);
      if (served?.state !== 'removed' || served.newest === undefined) continue;
      const { group, kind } = object.id;
      const at: Place = { in: object, path: ['apiVersion'] };
      const newest = `${group}/${served.newest}`;
      const data = {
        kind,
        name: nameOf(object),
        apiVersion: `${group}/${object.version}`,
        flux: served.by,
        newest,
      };
      const change = { title: `Write '${newest}'`, edits: (edits: Edits) => edits.set(at, newest) };
      yield finding('removed', at, {
        data,
        // Where the files do not name the cluster's Flux, an old one may still serve it.
        ...(!served.isOwn && { atMost: 'warning' as const }),
        // A version that another cluster does not serve would break what works there.
        ...(hasVanishedFields(object) || !served.suitsAll
          ? { suggestions: [{ ...change, safety: 'unsafe' as const }] }
          : { fix: { ...change, safety: 'safe' as const } }),
      });
    }
  },
});

/** Fields that the newer version does not have need a person who knows what to write instead. */
function hasVanishedFields({ id, body }: KubernetesObject): boolean {
  const wanted = new Set(own(VANISHED_FIELDS, id.kind) ?? []);
  for (const { path } of scalarsOf(body)) {
    const names = path.map((step) => (typeof step === 'number' ? '*' : step));
    if (names.some((_, at) => wanted.has(names.slice(0, at + 1).join('.')))) return true;
  }
  return false;
}

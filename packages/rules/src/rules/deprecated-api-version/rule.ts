import { defineRule, fluxObjectsOf, nameOf, type Place, type Rule } from '@fluxvet/core';
import { servedVersion } from '../../questions/objects/served-version.js';

export const deprecatedApiVersion: Rule = defineRule({
  id: 'deprecated-api-version',
  title: 'An object is written in an API version that Flux will remove',
  why: 'The next upgrades of Flux will refuse it.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    deprecated:
      "{kind} '{name}' is written in {apiVersion}, which {flux} serves as deprecated; use {newest}.",
    removedIn:
      "{kind} '{name}' is written in {apiVersion}, which {flux} serves as deprecated and Flux 2.{gone} does not serve; use {newest}.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      const served = servedVersion(object, cluster, model);
      if (served?.state !== 'deprecated' || served.newest === undefined || served.newest === object.version)
        continue;
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
      const gone = served.known?.gone;
      if (typeof gone === 'number') yield finding('removedIn', at, { data: { ...data, gone } });
      else yield finding('deprecated', at, { data });
    }
  },
});

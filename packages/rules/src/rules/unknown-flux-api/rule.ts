import {
  closest,
  defineRule,
  FLUX_KINDS,
  fluxKind,
  fluxObjectsOf,
  nameOf,
  newestVersion,
  type Rule,
} from '@fluxvet/core';
import { servedVersion } from '../../questions/objects/served-version.js';

export const unknownFluxApi: Rule = defineRule({
  id: 'unknown-flux-api',
  title: 'An object is of a Flux kind or version that never existed',
  why: 'The API server refuses it, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    version: "{kind} '{name}' is written in {apiVersion}, which never existed; use {newest}.",
    kind: "There is no kind {kind} in {group}; '{name}' cannot be applied.",
    otherGroup: "There is no kind {kind} in {group}: '{name}' must be written in {newest}.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      const { group, kind } = object.id;
      const name = nameOf(object);
      const at = { in: object, path: ['apiVersion'] };
      const known = fluxKind(object.id);
      // A cluster can bring kinds of its own.
      if (!known && cluster?.flux.kinds.has(`${group}/${kind}`)) continue;
      const served = servedVersion(object, cluster, model);
      const newest = served?.newest ?? (known && newestVersion(known));
      if (served?.state === 'never-existed' && newest !== undefined) {
        const data = { kind, name, apiVersion: `${group}/${object.version}`, newest: `${group}/${newest}` };
        yield finding('version', at, { data });
      }
      if (known) continue;
      const meant = FLUX_KINDS.find((each) => each.kind === kind);
      if (meant) {
        const data = { kind, name, group, newest: `${meant.group}/${newestVersion(meant)}` };
        yield finding('otherGroup', at, { data });
      } else if (
        closest(
          kind,
          FLUX_KINDS.map((each) => each.kind),
        ) !== undefined
      ) {
        yield finding('kind', { in: object, path: ['kind'] }, { data: { kind, name, group } });
      }
    }
  },
});

import {
  closest,
  defineRule,
  findObject,
  HELM_GROUP,
  indexOf,
  KUSTOMIZE_GROUP,
  mayBelongTo,
  nameOf,
  type Place,
  type Rule,
  referencesOf,
} from '@fluxvet/core';
import { doubtsAbout } from '../../questions/objects/doubts.js';

export const dependsOnNotFound: Rule = defineRule({
  id: 'depends-on-not-found',
  title: 'An app depends on one that the cluster does not have',
  why: "Flux never applies the app: 'dependency not found'.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['Kustomization', 'HelmRelease'],
  messages: {
    missing: "{kind} '{from}' depends on {kind} '{wanted}', which its cluster does not have.",
    similar:
      "{kind} '{from}' depends on {kind} '{wanted}', which its cluster does not have; there is '{similar}'.",
    otherKind:
      "{kind} '{from}' depends on '{wanted}', which is a {other}: a {kind} can only depend on a {kind}.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'dependency')) {
      const { from, path, wanted, to } = reference;
      if (to.kind !== 'missing' || mayBelongTo(cluster, model, wanted)) continue;
      const at: Place = { in: from, path };
      const { kind } = from.id;
      const data = { kind, from: nameOf(from), wanted: nameOf({ id: wanted }) };
      const other =
        kind === 'Kustomization'
          ? { ...wanted, group: HELM_GROUP, kind: 'HelmRelease' }
          : { ...wanted, group: KUSTOMIZE_GROUP, kind: 'Kustomization' };
      if (findObject(cluster, other)) {
        yield finding('otherKind', at, { data: { ...data, other: other.kind } });
        continue;
      }
      const doubts = doubtsAbout(cluster, to);
      const names = indexOf(cluster).ofKind(wanted.group, wanted.kind);
      const elsewhere = names.filter(({ id }) => id.name === wanted.name).map(nameOf);
      const near = names.filter(({ id }) => id.namespace === wanted.namespace && id.name !== from.id.name);
      const similar =
        elsewhere.length === 1
          ? elsewhere[0]
          : closest(
              wanted.name,
              near.map(({ id }) => id.name),
            );
      if (similar === undefined) yield finding('missing', at, { data, ...doubts });
      else yield finding('similar', at, { data: { ...data, similar }, ...doubts });
    }
  },
});

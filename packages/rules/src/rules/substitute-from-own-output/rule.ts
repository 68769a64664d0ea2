import {
  type AppliedObject,
  type Cluster,
  defineRule,
  type KustomizationApp,
  nameOf,
  type Reference,
  type Rule,
  referencesOf,
  showId,
} from '@fluxvet/core';

export const substituteFromOwnOutput: Rule = defineRule({
  id: 'substitute-from-own-output',
  title: 'An app takes its variables from what only it brings',
  why: 'On a new cluster the object is not there, so Flux cannot apply the app that would bring it: it waits for ever.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    own: "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', which only it brings itself: on a new cluster it waits for ever.",
    below:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', which comes with '{bringer}', an app that it applies itself: on a new cluster it waits for ever.",
    later:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', which comes with '{bringer}', and that one depends on '{from}': on a new cluster both wait for ever.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'variables')) {
      const { from, path, wanted, to } = reference;
      const bringer = to.kind === 'found' ? to.target.appliedBy : undefined;
      if (to.kind !== 'found' || !bringer || isBroughtTwice(cluster, to.target)) continue;
      const relation =
        bringer.object === from
          ? 'own'
          : isBelow(bringer.object, from)
            ? 'below'
            : dependsOn(cluster, bringer.object, from)
              ? 'later'
              : undefined;
      if (!relation || (reference.optional && hasDefaults(cluster, reference, to.target))) continue;
      const data = {
        from: nameOf(from),
        kind: wanted.kind,
        wanted: nameOf({ id: wanted }),
        bringer: nameOf(bringer.object),
      };
      const related = [{ at: { in: to.target }, says: `The ${wanted.kind} stands here` }];
      yield finding(relation, { in: from, path }, { data, related });
    }
  },
});

function isBroughtTwice({ contested }: Cluster, { id }: AppliedObject): boolean {
  return contested.some((other) => showId(other.id) === showId(id));
}

/** Whether an app comes by another one, directly or by those between. */
function isBelow(app: AppliedObject, above: AppliedObject): boolean {
  const seen = new Set<KustomizationApp>();
  for (let at = app.appliedBy; at && !seen.has(at); at = at.object.appliedBy) {
    if (at.object === above) return true;
    seen.add(at);
  }
  return false;
}

function dependsOn(cluster: Cluster, app: AppliedObject, on: AppliedObject): boolean {
  const seen = new Set<AppliedObject>();
  const open = [app];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at === on) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const { from, role, to } of cluster.references)
      if (role === 'dependency' && from === at && to.kind === 'found') open.push(to.target);
  }
  return false;
}

/** Whether each variable of an object that may be missing has a default where it is used. */
function hasDefaults(cluster: Cluster, { from }: Reference, source: AppliedObject): boolean {
  const app = cluster.apps.find(({ object }) => object === from);
  if (app?.kind !== 'Kustomization') return false;
  const { file } = source.body.origin.span;
  const variables = app.substitution.variables?.defined;
  return app.substitution.uses.every(
    ({ name, hasDefault }) => hasDefault || variables?.get(name)?.origin.span.file !== file,
  );
}

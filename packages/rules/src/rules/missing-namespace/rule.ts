import {
  type AppliedObject,
  defineRule,
  type Edits,
  isFluxGroup,
  isUnsettled,
  nodeAt,
  type Place,
  type Rule,
  scopeOf,
  showId,
} from '@fluxvet/core';

export const missingNamespace: Rule = defineRule({
  id: 'missing-namespace',
  title: 'An object has no namespace',
  why: "Flux cannot apply it: 'namespace not specified'; and nothing else of its app is applied either.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    none: "{kind} '{name}' has no namespace, and neither a kustomization nor '{app}' gives it one.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const wanted = new Set(cluster.references.map((reference) => showId(reference.wanted)));
      for (const object of cluster.objects) {
        const { id, appliedBy } = object;
        // What bootstrap installs by itself is not applied by an app.
        if (!appliedBy || hasNamespace(object) || isUnsettled({ cluster, object })) continue;
        if (scopeOf(id, cluster) !== 'namespaced') continue;
        const home = appliedBy.object.id.namespace;
        const at: Place = { in: object, path: ['metadata', 'name'] };
        const isFlux = isFluxGroup(id.group) && home !== undefined;
        const change = {
          title: `Put it into namespace '${home}'`,
          edits: (edits: Edits) => edits.add({ in: object, path: ['metadata'] }, 'namespace', home ?? ''),
        };
        // Whatever looks for it there says where it belongs; else it is the usual place.
        const isWanted = wanted.has(showId({ ...id, ...(home !== undefined && { namespace: home }) }));
        const more = isWanted
          ? { fix: { ...change, safety: 'safe' as const } }
          : { suggestions: [{ ...change, safety: 'unsafe' as const }] };
        yield finding('none', at, {
          data: { kind: id.kind, name: id.name, app: appliedBy.object.id.name },
          ...(isFlux && more),
        });
      }
    }
  },
});

/** Whether an object gets a namespace, known or not. */
function hasNamespace({ id, body, appliedBy }: AppliedObject): boolean {
  if (id.namespace !== undefined) return true;
  const written = nodeAt(body, 'metadata', 'namespace');
  const given = nodeAt(appliedBy?.object.body, 'spec', 'targetNamespace');
  return [written, given].some((node) => node?.kind === 'scalar' && (node.value !== '' || node.unknown));
}

import {
  type AppliedObject,
  bringsOwn,
  type Cluster,
  defineRule,
  hasUnknownAt,
  isFluxGroup,
  nameOf,
  type Opening,
  type Rule,
  scalarsOf,
} from '@fluxvet/core';

export const unusedSource: Rule = defineRule({
  id: 'unused-source',
  title: 'Nothing in the cluster uses a source',
  why: 'Flux fetches it again and again for nothing, and people take it for something that matters.',
  category: 'style',
  severity: 'note',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { unused: "Nothing that its cluster applies uses {kind} '{source}'." },
  *check(model, { finding }) {
    const unused = model.clusters.map((cluster) => new Set(unusedIn(cluster)));
    // Nobody can delete what another cluster uses, which applies the same lines.
    const needed = new Set(
      model.clusters.flatMap(({ sources }, at) =>
        sources.flatMap(({ object }) => (unused[at]?.has(object) ? [] : [placeOf(object)])),
      ),
    );
    for (const sources of unused) {
      for (const object of sources) {
        if (needed.has(placeOf(object))) continue;
        const { kind } = object.id;
        const data = { kind, source: nameOf(object) };
        yield finding('unused', { in: object, path: ['metadata', 'name'] }, { data });
      }
    }
  },
});

/** The sources of a cluster that nothing uses; none where that cannot be told. */
function unusedIn(cluster: Cluster): AppliedObject[] {
  if (cluster.openings.some((opening) => couldUse(opening, cluster)) || isBroken(cluster)) return [];
  const used = usedSources(cluster);
  if (!used) return [];
  return cluster.sources.flatMap(({ object }) => {
    const isUsed = object.id.kind === 'ExternalArtifact' || used.has(object) || used.has(object.id.name);
    return isUsed ? [] : [object];
  });
}

function placeOf({ body }: AppliedObject): string {
  return `${body.origin.span.file} ${body.origin.span.start}`;
}

const USERS = new Set(['Kustomization', 'HelmRelease', 'HelmChart', 'ArtifactGenerator']);

/** Whether what cannot be looked into may use a source of the cluster. */
function couldUse(opening: Opening, cluster: Cluster): boolean {
  if (opening.kinds?.every((kind) => !USERS.has(kind))) return false;
  return bringsOwn(opening, cluster);
}

/** Whether an app cannot be applied as it stands: what it lacks may use the source. */
function isBroken({ apps }: Cluster): boolean {
  return apps.some((app) => app.kind === 'Kustomization' && app.state === 'broken');
}

/** The sources that objects refer to, and the names that objects of other tools give; nothing where a name is unknown. */
function usedSources({ references, objects }: Cluster): ReadonlySet<AppliedObject | string> | undefined {
  const used = new Set<AppliedObject | string>();
  for (const { from, path, to } of references) {
    if (to.kind === 'found') used.add(to.target);
    else if (hasUnknownAt(from.body, ...path.slice(0, -1))) return undefined;
  }
  for (const { id, body } of objects) {
    // Kubernetes' own kinds know nothing of Flux.
    if (isFluxGroup(id.group) || !id.group.includes('.') || id.group.endsWith('.k8s.io')) continue;
    for (const { node, path } of scalarsOf(body)) {
      if (path.at(-1) === 'name' && /source/i.test(String(path.at(-2)))) used.add(node.value);
    }
  }
  return used;
}

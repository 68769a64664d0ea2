import { type Cluster, defineRule, isFluxGroup, nameOf, nodeAt, type Rule } from '@fluxvet/core';

export const customResourceVersionNotServed: Rule = defineRule({
  id: 'custom-resource-version-not-served',
  title: 'An object is written in a version that its definition does not serve',
  why: 'The API server knows no such kind, and with the object everything that is applied together with it is refused.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    off: "{kind} '{name}' is written in {apiVersion}, which its definition does not serve any more; use {served}.",
    none: "{kind} '{name}' is written in {apiVersion}, which its definition does not have; use {served}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const object of cluster.objects) {
        const { group, kind } = object.id;
        // Versions of Flux have rules of their own.
        const known = isFluxGroup(group) ? undefined : cluster.flux.kinds.get(`${group}/${kind}`);
        const served = known?.versions.filter((version) => version.served) ?? [];
        if (!known || served.length === 0 || served.some(({ name }) => name === object.version)) continue;
        if (comesFromElsewhere(cluster, `${group}/${kind}`)) continue;
        const newest = served.find(({ deprecated }) => !deprecated) ?? served[0];
        const data = {
          kind,
          name: nameOf(object),
          apiVersion: `${group}/${object.version}`,
          served: `${group}/${newest?.name}`,
        };
        const isOff = known.versions.some(({ name }) => name === object.version);
        yield finding(isOff ? 'off' : 'none', { in: object, path: ['apiVersion'] }, { data });
      }
    }
  },
});

/** Whether several definitions of the kind come to the cluster, so that another one may win. */
function comesFromElsewhere({ objects }: Cluster, key: string): boolean {
  const definitions = objects.filter(({ id, body }) => {
    if (id.kind !== 'CustomResourceDefinition') return false;
    const [group, kind] = key.split('/');
    return id.name.endsWith(`.${group}`) && namesKind(body, kind);
  });
  return definitions.length !== 1;
}

function namesKind(body: Cluster['objects'][number]['body'], kind: string | undefined): boolean {
  const names = nodeAt(body, 'spec', 'names', 'kind');
  return names?.kind === 'scalar' && names.value === kind;
}

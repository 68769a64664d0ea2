import {
  type Cluster,
  DEFAULT_COMPONENTS,
  defineRule,
  fluxKind,
  hasUnknownAt,
  indexOf,
  itemsAt,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { instanceOf } from '../../questions/clusters/controller-flags.js';

export const kindNotInstalled: Rule = defineRule({
  id: 'kind-not-installed',
  title: 'An object is of a kind whose controller the cluster does not have',
  why: "The API server refuses it, and with it everything that is applied together with it: 'no matches for kind'.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    lacking: "{kind} '{name}' needs the component '{component}', which its cluster does not install.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const installed = componentsOf(cluster);
      if (!installed || isInstalledElsewhere(cluster)) continue;
      // What cannot be looked into may bring the component.
      const isOpen = cluster.openings.some(
        ({ kinds, name }) => name === undefined && (kinds?.includes('CustomResourceDefinition') ?? true),
      );
      for (const object of cluster.objects) {
        const kind = fluxKind(object.id);
        if (!kind || kind.component === 'flux-operator' || installed.has(kind.component)) continue;
        if (cluster.flux.kinds.has(`${kind.group}/${kind.kind}`)) continue;
        const data = { kind: kind.kind, name: nameOf(object), component: kind.component };
        yield finding(
          'lacking',
          { in: object, path: ['kind'] },
          { data, ...(isOpen && { atMost: 'note' as const }) },
        );
      }
    }
  },
});

/** The controllers of a cluster, where its files say which ones it has. */
function componentsOf(cluster: Cluster): ReadonlySet<string> | undefined {
  const { components } = cluster.flux;
  const instance = instanceOf(cluster);
  if (!components && !instance) return undefined;
  const path = ['spec', 'components'];
  if (hasUnknownAt(instance?.body, ...path)) return undefined;
  const listed = itemsAt(instance?.body, ...path).flatMap((item) => textAt(item) ?? []);
  const asked = instance && listed.length === 0 ? DEFAULT_COMPONENTS : listed;
  const deployments = indexOf(cluster).ofKind('apps', 'Deployment');
  return new Set([...(components ?? []), ...asked, ...deployments.map(({ id }) => id.name)]);
}

/** A chart of Flux brings controllers that are not in the files; those of the operator bring what a FluxInstance lists. */
function isInstalledElsewhere({ apps }: Cluster): boolean {
  return apps.some(({ kind, object }) => {
    if (kind !== 'HelmRelease') return false;
    const chart = textAt(object.body, 'spec', 'chart', 'spec', 'chart') ?? '';
    const reference = textAt(object.body, 'spec', 'chartRef', 'name') ?? '';
    return [chart, reference, object.id.name].some(
      (name) => name.includes('flux') && !/flux-(operator|instance)/.test(name),
    );
  });
}

import {
  type Cluster,
  clusterCounterparts,
  defineRule,
  type FluxModel,
  type Place,
  type Rule,
} from '@fluxvet/core';
import { placeOfCluster } from '../../questions/clusters/cluster-place.js';
import { showList } from '../../questions/texts/show-list.js';

export const componentsSkew: Rule = defineRule({
  id: 'components-skew',
  title: 'Production and the environment before it run different controllers of Flux',
  why: 'What a missing controller should do was tried in one environment, and silently does not happen in the other.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    lacks: "Cluster '{cluster}' does not run {missing}, which its counterpart '{other}' runs.",
  },
  *check(model, { finding }) {
    for (const { staging, production } of clusterCounterparts(model)) {
      for (const [cluster, other] of [
        [production, staging],
        [staging, production],
      ] as const) {
        const own = cluster.flux.components;
        const theirs = other.flux.components;
        const at = placeOfComponents(cluster, model);
        if (!own || !theirs || !at) continue;
        const missing = [...theirs].filter((name) => !own.has(name) && !ONE_IS_ENOUGH.has(name)).sort();
        if (missing.length === 0) continue;
        const data = { cluster: cluster.name, missing: showList(missing), other: other.name };
        yield finding('lacks', at, {
          data,
          identity: [other.name],
          clusters: [cluster.name],
          // Staging can do with less.
          ...(cluster === staging && { atMost: 'note' as const }),
        });
      }
    }
  },
});

// One cluster watches the images for all.
const ONE_IS_ENOUGH: ReadonlySet<string> = new Set([
  'image-reflector-controller',
  'image-automation-controller',
]);

/** The line that lists them, or what stands for the cluster. */
function placeOfComponents(cluster: Cluster, model: FluxModel): Place | undefined {
  const { components } = cluster.flux.files;
  const file = components === undefined ? undefined : model.tree.read(components);
  const line = file && /^# Components: .*$/m.exec(file.text);
  if (!file || !line) return placeOfCluster(cluster, model);
  return {
    in: file,
    span: { file: file.path, start: line.index, end: line.index + line[0].trimEnd().length },
  };
}

import { defineRule, type Rule } from '@fluxvet/core';
import { directoryName } from '../../questions/clusters/cluster-place.js';

export const clusterDefinitionOrphaned: Rule = defineRule({
  id: 'cluster-definition-orphaned',
  title: 'A definition has no cluster directory',
  why: 'The cluster gets nothing from Flux: its directory was never made, or was renamed without the definition.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { orphaned: "'{file}' defines cluster '{name}', for which there is no cluster directory." },
  *check(model, { finding }) {
    const names = new Set(model.clusters.flatMap((cluster) => [cluster.name, directoryName(cluster)]));
    for (const { name, path } of model.layout.definitions?.files ?? []) {
      const file = model.tree.read(path);
      if (!file || names.has(name)) continue;
      yield finding('orphaned', { in: file }, { data: { file: path, name } });
    }
  },
});

import { defineRule, type FluxModel, parseYaml, type RepoPath, type Rule } from '@fluxvet/core';
import { placeOfCluster } from '../cluster-place.js';

export const clusterFluxSystemIncomplete: Rule = defineRule({
  id: 'cluster-flux-system-incomplete',
  title: 'A cluster lacks files that bootstrap writes',
  why: 'Without them the cluster cannot sync or upgrade itself.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing: "Cluster '{cluster}' has no {file} in '{directory}'.",
    generated:
      "Cluster '{cluster}' has no kustomization.yaml in '{directory}': every YAML file there is applied.",
    template:
      "Cluster '{cluster}' has a {file} in '{directory}' without any object: bootstrap has not been run.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { files, components } = cluster.flux;
      const isBootstrapped = files.components !== undefined || files.sync !== undefined;
      const at = placeOfCluster(cluster, model);
      if (!at || !isBootstrapped || cluster.flux.by === 'flux-operator') continue;
      const data = { cluster: cluster.name, directory: files.directory };
      const more = { clusters: [cluster.name] };
      // Overlays can bring the objects from a base that several clusters share.
      if (files.components === undefined && components === undefined) {
        yield finding('missing', at, {
          data: { ...data, file: 'gotk-components.yaml' },
          identity: ['components'],
          ...more,
        });
      }
      if (files.sync === undefined && cluster.entry.kind === 'incomplete') {
        yield finding('missing', at, {
          data: { ...data, file: 'gotk-sync.yaml' },
          identity: ['sync'],
          ...more,
        });
      }
      if (files.kustomization === undefined) {
        yield finding('generated', at, { data, identity: ['kustomization'], ...more, atMost: 'warning' });
      }
      for (const file of ['components', 'sync'] as const) {
        const source = emptyFile(model, files[file]);
        if (!source) continue;
        const name = `gotk-${file}.yaml`;
        yield finding('template', { in: source }, { data: { ...data, file: name }, ...more, atMost: 'note' });
      }
    }
  },
});

function emptyFile(model: FluxModel, path: RepoPath | undefined): ReturnType<FluxModel['tree']['read']> {
  const file = path === undefined ? undefined : model.tree.read(path);
  return file && parseYaml(file).documents.every(({ root, broken }) => !root && !broken) ? file : undefined;
}

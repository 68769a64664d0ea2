import { defineRule, entryOf, nodeAt, parseYaml, type Rule, textAt } from '@fluxvet/core';
import { clustersWith, isKustomizationFile } from '../../questions/files/kustomization-files.js';
import { modernForm } from './modern-form.js';

export const deprecatedKustomizeField: Rule = defineRule({
  id: 'deprecated-kustomize-field',
  title: 'A kustomization file uses a field that kustomize is about to drop',
  why: 'The field still works, and a later release of Flux may bring a kustomize that no longer knows it.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { deprecated: "The field '{field}' is deprecated in favour of '{instead}'." },
  *check(model, { finding }) {
    for (const path of model.tree.paths) {
      const file = isKustomizationFile(path) ? model.tree.read(path) : undefined;
      const root = file && parseYaml(file).documents[0]?.root;
      // A Flux Kustomization may stand in a file of that name.
      const isOther = textAt(root, 'apiVersion')?.startsWith('kustomize.config.k8s.io/') === false;
      if (!root || isOther || nodeAt(root, 'spec')) continue;
      const clusters = clustersWith(path, model);
      for (const [field, instead] of Object.entries(SUCCESSORS)) {
        if (!entryOf(root, field)) continue;
        const fix = modernForm(field, instead, file, root);
        // Where no cluster builds it, it hurts nobody yet.
        const more = clusters.length === 0 ? { atMost: 'note' as const } : {};
        const at = { in: file, path: [field], on: 'key' } as const;
        yield finding('deprecated', at, { data: { field, instead }, clusters, ...more, ...(fix && { fix }) });
      }
    }
  },
});

const SUCCESSORS: Readonly<Record<string, string>> = {
  bases: 'resources',
  imageTags: 'images',
  patchesStrategicMerge: 'patches',
  patchesJson6902: 'patches',
  commonLabels: 'labels',
  vars: 'replacements',
};

import { baseName, defineRule, directoryOf, isWithin, ROOT, type Rule } from '@fluxvet/core';
import { inputsOf } from '../../questions/files/kustomization-files.js';

export const leftoverSyncFile: Rule = defineRule({
  id: 'leftover-sync-file',
  title: 'A sync file of bootstrap is applied by nothing',
  why: 'Whoever edits it changes nothing, and whoever reads it takes it for the way in which the cluster syncs.',
  category: 'style',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.2.0',
  messages: {
    leftover: "Nothing applies '{file}': cluster '{cluster}' syncs by '{entry}'.",
  },
  *check(model, { finding }) {
    const applied = new Set(inputsOf(model));
    const entries = new Set(model.clusters.map(({ entry }) => entry.file));
    for (const path of model.tree.paths) {
      if (baseName(path) !== 'gotk-sync.yaml' || applied.has(path) || entries.has(path)) continue;
      const cluster = model.clusters.find(
        ({ root, entry }) => entry.kind === 'gotk-sync' && root !== ROOT && isWithin(root, path),
      );
      // A cluster further down has files of its own.
      if (!cluster || directoryOf(directoryOf(path)) !== cluster.root) continue;
      const file = model.tree.read(path);
      if (!file) continue;
      const data = { file: path, cluster: cluster.name, entry: cluster.entry.file };
      yield finding('leftover', { in: file }, { data });
    }
  },
});

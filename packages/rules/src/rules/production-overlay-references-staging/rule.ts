import {
  defineRule,
  directoryOf,
  type Environment,
  type EnvironmentOverlays,
  type FluxModel,
  filesBelow,
  isWithin,
  parseYaml,
  type RepoPath,
  type Rule,
  resolvePath,
  type SourceFile,
  type Span,
  scalarsOf,
} from '@fluxvet/core';
import { clustersWith } from '../../questions/files/kustomization-files.js';
import { isTakenInByAll } from './is-taken-in-by-all.js';

export const productionOverlayReferencesStaging: Rule = defineRule({
  id: 'production-overlay-references-staging',
  title: "An environment's directory takes in another environment's",
  why: "A change that is meant for one environment reaches the other: production gets staging's manifests.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { other: "The directory of {environment} takes in '{entry}', which belongs to {other}." },
  *check(model, { finding }) {
    const reached = new Set(model.clusters.flatMap(({ inputs }) => [...inputs]));
    for (const family of model.layout.overlays) {
      for (const [environment, directory] of family.environments) {
        for (const { file, entry, span, other, home } of foreignEntries(
          model,
          family,
          environment,
          directory,
        )) {
          const isApplied = model.clusters.length === 0 || reached.has(file.path);
          const clusters = clustersWith(file.path, model);
          yield finding(
            'other',
            { in: file, span },
            {
              data: { environment, entry, other },
              identity: [entry],
              clusters,
              // Staging that is made of production plus a patch is a choice, what all others take in their base.
              ...((environment !== 'production' || !isApplied) && {
                atMost: isTakenInByAll(model.tree, home) ? ('note' as const) : ('warning' as const),
              }),
            },
          );
        }
      }
    }
  },
});

interface ForeignEntry {
  readonly file: SourceFile;
  readonly entry: string;
  readonly span: Span;
  readonly other: Environment;
  readonly home: RepoPath;
}

/** The entries of the kustomization files below a directory that lead into a sibling. */
function* foreignEntries(
  model: FluxModel,
  family: EnvironmentOverlays,
  environment: Environment,
  directory: RepoPath,
): Generator<ForeignEntry> {
  for (const path of filesBelow(model.tree, directory)) {
    const file = /\/(kustomization\.ya?ml|Kustomization)$/.test(path) ? model.tree.read(path) : undefined;
    const root = file && parseYaml(file).documents[0]?.root;
    if (!file || !root) continue;
    for (const { node, path: at } of scalarsOf(root)) {
      if (!node.value.includes('..') || !FIELDS.has(String(at[0]))) continue;
      const target = resolvePath(directoryOf(path), node.value);
      const [other, home] =
        [...family.environments].find(
          ([each, home]) => each !== environment && target && isWithin(home, target),
        ) ?? [];
      if (other && home !== undefined) yield { file, entry: node.value, span: node.origin.span, other, home };
    }
  }
}

const FIELDS = new Set([
  'resources',
  'bases',
  'components',
  'patches',
  'patchesStrategicMerge',
  'configMapGenerator',
]);

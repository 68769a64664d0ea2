import {
  baseName,
  defineRule,
  directoryOf,
  type FluxModel,
  parseYaml,
  type RepoPath,
  type Rule,
  type SourceFile,
} from '@fluxvet/core';
import {
  clustersWith,
  governingFile,
  inputsOf,
  isCommentedOut,
  isCopy,
  isKustomizationFile,
  isLeftOut,
  isSetAside,
  manifestsIn,
  namedPaths,
} from '../../questions/files/kustomization-files.js';
import { showList } from '../../questions/texts/show-list.js';

export const orphanedManifest: Rule = defineRule({
  id: 'orphaned-manifest',
  title: 'A manifest stands beside a kustomization file that does not list it',
  why: 'Its objects are never applied, and nothing says so.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { orphaned: "'{kustomization}' does not list {files}, and no other kustomization does." },
  *check(model, { finding }) {
    for (const { kustomization, orphans } of orphansOf(model)) {
      const [first] = orphans;
      if (!first) continue;
      yield finding(
        'orphaned',
        { in: first },
        {
          data: { files: showNames(orphans), kustomization: kustomization.path },
          clusters: clustersWith(kustomization.path, model),
          related: [
            { at: { in: kustomization, path: ['resources'], on: 'key' }, says: 'It is not listed here' },
            ...orphans.slice(1, MOST_NAMES).map((file) => ({ at: { in: file }, says: 'Nor is this one' })),
          ],
          // A second copy of what the cluster has is more likely kept than forgotten.
          ...(orphans.every((file) => isCopy(file, model)) && { atMost: 'note' as const }),
        },
      );
    }
  },
});

const MOST_NAMES = 5;

function showNames(orphans: readonly SourceFile[]): string {
  const names = orphans.map(({ path }) => baseName(path));
  if (names.length <= MOST_NAMES) return showList(names);
  return `'${names.slice(0, MOST_NAMES).join("', '")}' and ${names.length - MOST_NAMES} more`;
}

interface Orphans {
  readonly kustomization: SourceFile;
  readonly orphans: SourceFile[];
}

/** The manifests of each directory that its kustomization leaves out. */
function orphansOf(model: FluxModel): Iterable<Orphans> {
  const inputs = inputsOf(model);
  const unread = new Set(model.detached.files);
  const living = new Set([...inputs].map(directoryOf));
  const isBuilt = (path: RepoPath): boolean =>
    model.clusters.length > 0 ? inputs.has(path) : !unread.has(path);
  const byDirectory = new Map<RepoPath, Orphans>();
  let named: ReturnType<typeof namedPaths> | undefined;
  for (const path of model.detached.files) {
    if (isKustomizationFile(path) || isSetAside(path) || isLeftOut(path, model)) continue;
    const kustomization = governingFile(model.tree, path);
    if (!kustomization || !isBuilt(kustomization.path) || parseYaml(kustomization).diagnostics.length > 0)
      continue;
    const directory = directoryOf(path);
    if (directory !== directoryOf(kustomization.path) && !living.has(directory)) continue;
    const file = model.tree.read(path);
    if (!file || manifestsIn(file).length === 0 || isCommentedOut(kustomization, baseName(path))) continue;
    named ??= namedPaths(model);
    if (named.has(path)) continue;
    const known = byDirectory.get(directory) ?? { kustomization, orphans: [] };
    known.orphans.push(file);
    byDirectory.set(directory, known);
  }
  return byDirectory.values();
}

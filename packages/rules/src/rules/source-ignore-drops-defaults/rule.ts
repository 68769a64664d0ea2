import {
  baseName,
  type Cluster,
  defineRule,
  directoryOf,
  type FileTree,
  filesBelow,
  isWithin,
  type Place,
  type RepoPath,
  type Rule,
  type Source,
  textAt,
} from '@fluxvet/core';
import { governingFile } from '../../questions/files/kustomization-files.js';

export const sourceIgnoreDropsDefaults: Rule = defineRule({
  id: 'source-ignore-drops-defaults',
  title: 'Ignore patterns bring back files that a source leaves out by default',
  why: 'Any pattern replaces the default ones, and files that are no manifests get into what Flux builds.',
  category: 'correctness',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    dropped:
      "The patterns replace the default ones, so that '{file}' gets into what Flux builds of '{path}'.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const source of cluster.sources) {
        if (source.content.kind !== 'tree') continue;
        const { tree, whole } = source.content;
        const at = patternsOf(source, whole);
        const back = at && broughtBack(cluster, source, tree);
        if (back) yield finding('dropped', at, { data: back, clusters: [cluster.name] });
      }
    }
  },
});

/** The place of the patterns that a source has of its own. */
function patternsOf({ object }: Source, whole: FileTree): Place | undefined {
  const isPattern = (line: string): boolean => line.trim() !== '' && !line.startsWith('#');
  if ((textAt(object.body, 'spec', 'ignore') ?? '').split('\n').some(isPattern))
    return { in: object, path: ['spec', 'ignore'], on: 'key' };
  for (const path of whole.paths) {
    const file = baseName(path) === '.sourceignore' ? whole.read(path) : undefined;
    const line = file?.text.split('\n').find(isPattern);
    if (!file || line === undefined) continue;
    const start = file.text.indexOf(line);
    return { in: file, span: { file: file.path, start, end: start + line.length } };
  }
  return undefined;
}

/** A file that the defaults leave out, in a directory that is built without a kustomization file. */
function broughtBack(
  { apps }: Cluster,
  source: Source,
  tree: FileTree,
): { readonly file: string; readonly path: string } | undefined {
  for (const app of apps) {
    if (app.kind !== 'Kustomization' || app.path.kind !== 'built' || !app.path.generated) continue;
    if (app.source.kind !== 'found' || app.source.target !== source) continue;
    const { directory } = app.path;
    const file = filesBelow(tree, directory).find((path) => {
      if (!isDefault(path)) return false;
      const governing = governingFile(tree, path);
      return !governing || !isWithin(directory, directoryOf(governing.path));
    });
    if (file !== undefined) return { file, path: directory };
  }
  return undefined;
}

/** Whether the defaults leave out a YAML file. */
function isDefault(path: RepoPath): boolean {
  const parts = path.split('/');
  const isIn = parts.includes('.github') || parts.includes('.circleci');
  return /\.ya?ml$/.test(path) && (isIn || DEFAULTS.has(baseName(path)));
}

const DEFAULTS = new Set(
  '.travis.yml .gitlab-ci.yml appveyor.yml .drone.yml cloudbuild.yaml codeship-services.yml codeship-steps.yml .goreleaser.yml .sops.yaml .flux.yaml'.split(
    ' ',
  ),
);

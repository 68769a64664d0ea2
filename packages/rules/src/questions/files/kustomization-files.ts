/**
 * The kustomization files of a tree, and the manifests that stand beside them.
 *
 * @module
 */
import {
  baseName,
  commentsOf,
  directoryOf,
  type FileTree,
  type FluxModel,
  indexOf,
  joinPath,
  type MapNode,
  nodeAt,
  parseYaml,
  type RepoPath,
  resolvePath,
  type SourceFile,
  scalarsOf,
  textAt,
} from '@fluxvet/core';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a path is one under which kustomize looks for its file. */
export function isKustomizationFile(path: RepoPath): boolean {
  return NAMES.includes(baseName(path));
}

/** The kustomization file of a directory. */
export function kustomizationFileIn(tree: FileTree, directory: RepoPath): SourceFile | undefined {
  for (const name of NAMES) {
    const file = tree.read(joinPath(directory, name));
    if (file) return file;
  }
  return undefined;
}

/** The kustomization file that stands nearest above a file. */
export function governingFile(tree: FileTree, path: RepoPath): SourceFile | undefined {
  for (let at = directoryOf(path); ; at = directoryOf(at)) {
    const file = kustomizationFileIn(tree, at);
    if (file || at === '') return file;
  }
}

/** Groups of objects that tools read from files, and no API server serves. */
const FOR_TOOLS = new Set([
  'builtin',
  'kind.x-k8s.io',
  'k3d.io',
  'eksctl.io',
  'kuttl.dev',
  'chainsaw.kyverno.io',
  'cli.kyverno.io',
  'backstage.io',
  'kubeadm.k8s.io',
  'skaffold',
]);

/** The objects of a file of manifests; nothing if it is no such file. */
export function manifestsIn(file: SourceFile): readonly MapNode[] {
  const parsed = parseYaml(file);
  if (parsed.diagnostics.length > 0) return [];
  const objects: MapNode[] = [];
  for (const { root } of parsed.documents) {
    if (root === undefined || (root.kind === 'scalar' && root.value === '')) continue;
    const [group = ''] = (textAt(root, 'apiVersion') ?? '').split('/');
    const isManifest = textAt(root, 'apiVersion') && textAt(root, 'kind') && textAt(root, 'metadata', 'name');
    if (root.kind !== 'map' || !isManifest) return [];
    if (FOR_TOOLS.has(group) || group.endsWith('.config.k8s.io')) return [];
    objects.push(root);
  }
  return objects;
}

/** Whether the name of a file says that it is not meant to be applied as it stands. */
export function isSetAside(path: RepoPath): boolean {
  const words = baseName(path).toLowerCase().split(/[._-]/);
  return words.some((word) => SET_ASIDE.has(word)) || baseName(path).startsWith('.');
}

const SET_ASIDE = new Set(
  'example examples sample samples template templates tmpl disabled bak backup old draft test tests unused'.split(
    ' ',
  ),
);

/** Whether a comment of a file names something: an entry that was taken out on purpose. */
export function isCommentedOut(file: SourceFile, name: string): boolean {
  return commentsOf(file).some(({ text }) => text.includes(name));
}

/** Every path that a kustomization file of the tree names, built or not, with the directories of those files. */
export function namedPaths({ tree }: FluxModel): ReadonlyMap<RepoPath, ReadonlySet<RepoPath>> {
  const named = new Map<RepoPath, Set<RepoPath>>();
  for (const path of tree.paths) {
    if (!isKustomizationFile(path)) continue;
    const file = tree.read(path);
    for (const { root } of file ? parseYaml(file).documents : []) {
      if (!root || nodeAt(root, 'spec')) continue;
      for (const { node } of scalarsOf(root)) {
        if (node.value.length > 500 || node.value.includes('\n')) continue;
        for (const text of [node.value, node.value.slice(node.value.indexOf('=') + 1)]) {
          const resolved = resolvePath(directoryOf(path), text);
          if (resolved === undefined) continue;
          const by = named.get(resolved) ?? new Set();
          named.set(resolved, by.add(directoryOf(path)));
        }
      }
    }
  }
  return named;
}

/** The paths of all files that go into some cluster. */
export function inputsOf(model: FluxModel): ReadonlySet<RepoPath> {
  return new Set(model.clusters.flatMap(({ inputs }) => [...inputs]));
}

/** The names of the clusters that a file goes into. */
export function clustersWith(path: RepoPath, { clusters }: FluxModel): readonly string[] {
  return clusters.filter(({ inputs }) => inputs.has(path)).map(({ name }) => name);
}

/** Whether some cluster has an object of the kind and name of each object of a file. */
export function isCopy(file: SourceFile, { clusters }: FluxModel): boolean {
  return manifestsIn(file).every((body) => {
    const [group = '', version] = (textAt(body, 'apiVersion') ?? '').split('/');
    const kind = textAt(body, 'kind') ?? '';
    const name = textAt(body, 'metadata', 'name');
    return clusters.some((cluster) =>
      indexOf(cluster)
        .ofKind(version === undefined ? '' : group, kind)
        .some(({ id }) => id.name === name),
    );
  });
}

/** Whether no source that is the repository itself packs a file: Flux cannot know it. */
export function isLeftOut(path: RepoPath, { clusters }: FluxModel): boolean {
  const contents = clusters
    .flatMap(({ sources }) => sources.map(({ content }) => content))
    .filter((content) => content.kind === 'tree')
    .filter(({ self }) => self);
  return (
    contents.length > 0 &&
    contents.every(({ tree, whole }) => whole.read(path) !== undefined && tree.read(path) === undefined)
  );
}

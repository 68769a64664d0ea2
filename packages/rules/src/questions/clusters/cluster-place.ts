/**
 * Where findings about a whole cluster stand: at what brings Flux there.
 *
 * @module
 */
import {
  type Cluster,
  type FluxModel,
  KUSTOMIZE_GROUP,
  listDirectory,
  type Place,
  type RepoPath,
} from '@fluxvet/core';

/** The sync object of a cluster, or the first file of its directory where there is none. */
export function placeOfCluster(cluster: Cluster, model: FluxModel): Place | undefined {
  const sync = cluster.objects.find(
    ({ id, body }) =>
      id.group === KUSTOMIZE_GROUP &&
      id.kind === 'Kustomization' &&
      body.origin.span.file === cluster.entry.file,
  );
  if (sync && cluster.entry.kind === 'gotk-sync') return { in: sync, path: ['metadata', 'name'] };
  const file = model.tree.read(cluster.entry.file) ?? firstFile(cluster.entry.directory, model);
  return file && { in: file };
}

function firstFile(directory: RepoPath, model: FluxModel): ReturnType<FluxModel['tree']['read']> {
  const { files, directories } = listDirectory(model.tree, directory);
  const [path] = files.filter((each) => /\.ya?ml$/.test(each));
  if (path !== undefined) return model.tree.read(path);
  for (const each of directories) {
    const found = firstFile(each, model);
    if (found) return found;
  }
  return undefined;
}

/** The directory of a cluster as its name: the last part of its path. */
export function directoryName({ entry }: Cluster): string {
  return entry.directory.split('/').at(-1) ?? '';
}

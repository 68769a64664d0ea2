/**
 * The objects that bring Flux to its own repository: the Flux Kustomization of a cluster, and its source.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  type FluxModel,
  isKind,
  KUSTOMIZE_GROUP,
  type KustomizationApp,
  nodeAt,
  type Place,
  parseYaml,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';

/** The Flux Kustomization that the cluster is made of. */
export function syncApp({ apps, entry }: Cluster): KustomizationApp | undefined {
  return apps
    .filter((app) => app.kind === 'Kustomization')
    .find(({ object }) => isKind(object, KUSTOMIZE_GROUP, 'Kustomization') && fileOf(object) === entry.file);
}

/** The path that a cluster syncs, as its own file says it. */
export function placeOfSyncPath(cluster: Cluster, model: FluxModel): Place | undefined {
  const app = syncApp(cluster);
  if (app) return { in: app.object, path: ['spec', 'path'] };
  // A cluster that applies another one's directory gets that one's sync in place of its own.
  const file = model.tree.read(cluster.entry.file);
  if (!file) return undefined;
  for (const { root } of parseYaml(file).documents) {
    const path = nodeAt(root, 'spec', 'path');
    if (path && textAt(root, 'kind') === 'Kustomization') return { in: file, span: path.origin.span };
  }
  return undefined;
}

/** The source of that one, where bootstrap wrote it. */
export function syncSource(cluster: Cluster): AppliedObject | undefined {
  const name = syncApp(cluster)?.object.id.name;
  return cluster.objects.find(
    (object) =>
      object.id.group === SOURCE_GROUP && object.id.name === name && fileOf(object) === cluster.entry.file,
  );
}

/** The clusters that `flux bootstrap` made, or something that writes the same files. */
export function isBootstrapped({ entry }: Cluster): boolean {
  return entry.kind === 'gotk-sync';
}

function fileOf({ body }: AppliedObject): string {
  return body.origin.span.file;
}

/**
 * The questions that rules ask of a model again and again.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { ObjectId } from '../../kubernetes/object-id.js';
import { indexObjects, type ObjectIndex } from '../kinds/cluster-index.js';
import { isFluxGroup } from '../kinds/kinds.js';
import type { ReferenceRole } from '../kinds/references.data.js';
import type {
  AppliedObject,
  Cluster,
  FluxModel,
  HelmReleaseApp,
  KustomizationApp,
  Reference,
  Source,
} from '../model.js';

/** Every Flux Kustomization of every cluster. */
export function* kustomizationsOf(
  model: FluxModel,
): Generator<{ readonly cluster: Cluster; readonly app: KustomizationApp }> {
  for (const cluster of model.clusters) {
    for (const app of cluster.apps) if (app.kind === 'Kustomization') yield { cluster, app };
  }
}

/** Every HelmRelease of every cluster. */
export function* helmReleasesOf(
  model: FluxModel,
): Generator<{ readonly cluster: Cluster; readonly app: HelmReleaseApp }> {
  for (const cluster of model.clusters) {
    for (const app of cluster.apps) if (app.kind === 'HelmRelease') yield { cluster, app };
  }
}

/** Every source of every cluster. */
export function* sourcesOf(
  model: FluxModel,
): Generator<{ readonly cluster: Cluster; readonly source: Source }> {
  for (const cluster of model.clusters) for (const source of cluster.sources) yield { cluster, source };
}

/** Every reference of every cluster, or those with a role. */
export function* referencesOf(
  model: FluxModel,
  ...roles: readonly ReferenceRole[]
): Generator<{ readonly cluster: Cluster; readonly reference: Reference }> {
  for (const cluster of model.clusters) {
    for (const reference of cluster.references) {
      if (roles.length === 0 || roles.includes(reference.role)) yield { cluster, reference };
    }
  }
}

/** An object that is judged: one that a cluster gets, or one that stands in the files and no cluster reaches. */
export interface JudgedObject {
  readonly cluster: Cluster | undefined;
  readonly object: KubernetesObject;
}

/** Every object of every cluster, and after them the detached ones. */
export function* objectsOf(model: FluxModel): Generator<JudgedObject> {
  for (const cluster of model.clusters) for (const object of cluster.objects) yield { cluster, object };
  for (const { objects } of model.detached.builds)
    for (const object of objects) yield { cluster: undefined, object };
  for (const object of model.detached.objects) yield { cluster: undefined, object };
}

/** Every object of a Flux kind, those that no cluster reaches included. */
export function* fluxObjectsOf(model: FluxModel): Generator<JudgedObject> {
  for (const judged of objectsOf(model)) if (isFluxGroup(judged.object.id.group)) yield judged;
}

const indexes = new WeakMap<Cluster, ObjectIndex<AppliedObject>>();

/** The objects of a cluster by identity. */
export function indexOf(cluster: Cluster): ObjectIndex<AppliedObject> {
  let index = indexes.get(cluster);
  if (!index) {
    index = indexObjects(cluster.objects);
    indexes.set(cluster, index);
  }
  return index;
}

/** The object of a cluster with an identity. */
export function findObject(cluster: Cluster, id: ObjectId): AppliedObject | undefined {
  return indexOf(cluster).find(id);
}

/** An object as messages name it: with its namespace where it has one. */
export function nameOf({ id }: { readonly id: ObjectId }): string {
  return id.namespace === undefined ? id.name : `${id.namespace}/${id.name}`;
}

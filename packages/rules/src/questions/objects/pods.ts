/**
 * The Pods that workloads of Kubernetes make, and where they stand in them.
 *
 * @module
 */
import { type AppliedObject, type FluxModel, nodeAt, type Path } from '@fluxvet/core';

export interface PlacedPod {
  readonly object: AppliedObject;
  /** The way to the specification of the Pod. */
  readonly path: Path;
}

const TEMPLATE: Path = ['spec', 'template', 'spec'];

/** By group and kind, where the Pod stands. */
const PLACES: ReadonlyMap<string, Path> = new Map([
  ['/Pod', ['spec']],
  ['apps/Deployment', TEMPLATE],
  ['apps/StatefulSet', TEMPLATE],
  ['apps/DaemonSet', TEMPLATE],
  ['apps/ReplicaSet', TEMPLATE],
  ['batch/Job', TEMPLATE],
  ['batch/CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
]);

/** The Pods of all clusters, but for those of Flux itself. */
export function* podsOf(model: FluxModel): Generator<PlacedPod> {
  for (const cluster of model.clusters) {
    for (const object of cluster.objects) {
      if (object.body.origin.span.file === cluster.flux.files.components) continue;
      const path = PLACES.get(`${object.id.group}/${object.id.kind}`);
      if (path && nodeAt(object.body, ...path)?.kind === 'map') yield { object, path };
    }
  }
}

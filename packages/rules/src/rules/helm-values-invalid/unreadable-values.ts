/**
 * The texts that helm-controller cannot read as values, for the releases of clusters and of what could be built alone.
 *
 * @module
 */
import {
  type FluxModel,
  HELM_GROUP,
  helmReleasesOf,
  helmValues,
  isKind,
  type KubernetesObject,
  showId,
  type UnreadableValues,
} from '@fluxvet/core';

export interface Unreadable extends UnreadableValues {
  readonly object: KubernetesObject;
  /** Whether a cluster applies the release. */
  readonly isApplied: boolean;
}

export function* unreadableValues(model: FluxModel): Generator<Unreadable> {
  for (const { app } of helmReleasesOf(model)) {
    for (const each of app.values.unreadable) yield { ...each, object: app.object, isApplied: true };
  }
  for (const { objects } of model.detached.builds) {
    const releases = objects.filter((object) => isKind(object, HELM_GROUP, 'HelmRelease'));
    if (releases.length === 0) continue;
    const byId = new Map(objects.map((object) => [showId(object.id), object.body]));
    for (const object of releases) {
      const { namespace } = object.id;
      const { unreadable } = helmValues(object, (kind, name) => {
        const body = byId.get(
          showId({ group: '', kind, ...(namespace !== undefined && { namespace }), name }),
        );
        return body ? { kind: 'found', body } : { kind: 'unknown', reason: 'another build may bring it' };
      });
      for (const each of unreadable) {
        // Whoever applies the build may replace variables first.
        if (!each.node.value.includes('${')) yield { ...each, object, isApplied: false };
      }
    }
  }
}

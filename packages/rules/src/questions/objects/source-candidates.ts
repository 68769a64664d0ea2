/**
 * Sources that could have been meant by a reference that leads nowhere.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  closest,
  indexOf,
  type ObjectId,
  SOURCE_GROUP,
} from '@fluxvet/core';

const KINDS = ['GitRepository', 'OCIRepository', 'Bucket', 'HelmRepository', 'HelmChart', 'ExternalArtifact'];

/** Sources with the wanted kind and name in other namespaces. */
export function inOtherNamespaces(cluster: Cluster, wanted: ObjectId): readonly AppliedObject[] {
  return indexOf(cluster)
    .ofKind(wanted.group, wanted.kind)
    .filter(({ id }) => id.name === wanted.name && id.namespace !== wanted.namespace);
}

/** Sources of other kinds with the wanted name and namespace. */
export function ofOtherKinds(cluster: Cluster, wanted: ObjectId): readonly AppliedObject[] {
  return KINDS.filter((kind) => kind !== wanted.kind).flatMap((kind) =>
    indexOf(cluster)
      .ofKind(SOURCE_GROUP, kind)
      .filter(({ id }) => id.name === wanted.name && id.namespace === wanted.namespace),
  );
}

/** The name of a source beside the wanted one that is spelled almost alike. */
export function similarName(cluster: Cluster, wanted: ObjectId): string | undefined {
  const names = indexOf(cluster)
    .ofKind(wanted.group, wanted.kind)
    .filter(({ id }) => id.namespace === wanted.namespace)
    .map(({ id }) => id.name);
  return closest(wanted.name, names);
}

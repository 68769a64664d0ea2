/**
 * The namespaces that a cluster's objects go to.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  HELM_GROUP,
  isNull,
  KUSTOMIZE_GROUP,
  nodeAt,
  type Path,
  scopeOf,
  textAt,
} from '@fluxvet/core';

/** An object that goes to a namespace, and the field that says so. */
export interface Use {
  readonly object: AppliedObject;
  readonly path: Path;
}

/** Every namespace that is used, with the use that tells most: one by Flux's own objects, or else the first. */
export function usesOf(cluster: Cluster): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const add = (namespace: string, use: Use): void => {
    const known = uses.get(namespace);
    if (!known || (isApp(use.object) && !isApp(known.object))) uses.set(namespace, use);
  };
  for (const object of cluster.objects) {
    const { id, body } = object;
    const written = textAt(body, 'metadata', 'namespace');
    // A kind that is not known may belong to no namespace.
    if (written && scopeOf(id, cluster) === 'namespaced')
      add(written, { object, path: ['metadata', 'namespace'] });
    if (id.group !== HELM_GROUP || !isNull(nodeAt(body, 'spec', 'kubeConfig'))) continue;
    const target = textAt(body, 'spec', 'targetNamespace');
    if (target) add(target, { object, path: ['spec', 'targetNamespace'] });
  }
  return uses;
}

function isApp({ id }: AppliedObject): boolean {
  return id.group === HELM_GROUP || id.group === KUSTOMIZE_GROUP;
}

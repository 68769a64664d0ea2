/**
 * Whether an operator makes a ConfigMap or Secret for an object of the files: an ExternalSecret, a SealedSecret,
 * a Certificate, a trust Bundle, or an original that is copied into other namespaces.
 *
 * @module
 */
import {
  type AppliedObject,
  annotationsOf,
  type Cluster,
  indexOf,
  isFluxGroup,
  type ObjectId,
  textAt,
} from '@fluxvet/core';

/** Whether something in the files of a cluster may make the object in the cluster. */
export function mayBeMade(cluster: Cluster, wanted: ObjectId): boolean {
  const makers = namesMadeIn(cluster).get(wanted.name) ?? [];
  if (makers.some((namespace) => namespace === undefined || namespace === wanted.namespace)) return true;
  return indexOf(cluster)
    .ofKind('', wanted.kind)
    .some((object) => object.id.name === wanted.name && isCopied(object));
}

// Reflector, Replicator and Config Syncer copy what is annotated so into other namespaces.
const COPIERS = /^(reflector\.|replicator\.|kubed\.|config-syncer\.)/;

function isCopied({ body }: AppliedObject): boolean {
  return [...annotationsOf(body).keys()].some((key) => COPIERS.test(key));
}

/** Where custom resources say how the object is called that is made for them; their own name is one more. */
const NAMES = [
  ['metadata', 'name'],
  ['spec', 'target', 'name'],
  ['spec', 'secretName'],
  ['spec', 'destination', 'name'],
  ['spec', 'template', 'metadata', 'name'],
  ['spec', 'managedSecretReference', 'secretName'],
  ['spec', 'managedSecret', 'name'],
  ['spec', 'externalSecretName'],
  ['spec', 'externalSecretSpec', 'target', 'name'],
] as const;

const remembered = new WeakMap<Cluster, ReadonlyMap<string, readonly (string | undefined)[]>>();

/** The names that custom resources may make, with the namespaces of the latter; none for those of the whole cluster. */
function namesMadeIn(cluster: Cluster): ReadonlyMap<string, readonly (string | undefined)[]> {
  const known = remembered.get(cluster);
  if (known) return known;
  const names = new Map<string, (string | undefined)[]>();
  for (const { id, body } of cluster.objects) {
    if (!id.group.includes('.') || id.group.endsWith('.k8s.io') || isFluxGroup(id.group)) continue;
    // kustomize gives any kind that it does not know a namespace, those of the whole cluster as well.
    const isOfCluster = /^Cluster[A-Z]/.test(id.kind);
    const namespace = isOfCluster ? undefined : id.namespace;
    for (const path of NAMES) {
      const name = textAt(body, ...path);
      if (name === undefined) continue;
      const before = names.get(name);
      if (before) before.push(namespace);
      else names.set(name, [namespace]);
    }
  }
  remembered.set(cluster, names);
  return names;
}

/**
 * Whether anything but the files of a cluster can make objects in a namespace.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  findObject,
  HELM_GROUP,
  isFluxGroup,
  isNull,
  nodeAt,
  OPERATOR_GROUP,
} from '@fluxvet/core';

/**
 * Whether charts, operators or people may make objects in a namespace: all but certain where the cluster's files create
 * the namespace and put neither a HelmRelease nor a custom resource into it, but those that are known to make nothing.
 */
export function hasOtherMakers(
  cluster: Cluster,
  namespace: string | undefined,
  makesNothing: (maker: AppliedObject) => boolean = () => false,
): boolean {
  if (namespace === undefined || namespace.startsWith('kube-') || namespace === 'default') return true;
  if (!findObject(cluster, { group: '', kind: 'Namespace', name: namespace })) return true;
  return (
    makersOf(cluster)
      .get(namespace)
      ?.some((maker) => !makesNothing(maker)) ?? false
  );
}

const remembered = new WeakMap<Cluster, ReadonlyMap<string, readonly AppliedObject[]>>();

/** Releases of charts and custom resources by the namespaces into which something may come by them. */
function makersOf(cluster: Cluster): ReadonlyMap<string, readonly AppliedObject[]> {
  const known = remembered.get(cluster);
  if (known) return known;
  const makers = new Map<string, AppliedObject[]>();
  for (const object of cluster.objects) {
    for (const namespace of namespacesMadeIn(object)) {
      const before = makers.get(namespace);
      if (before) before.push(object);
      else makers.set(namespace, [object]);
    }
  }
  remembered.set(cluster, makers);
  return makers;
}

function namespacesMadeIn({ id, body }: AppliedObject): string[] {
  const { group, kind, namespace } = id;
  if (group === HELM_GROUP && kind === 'HelmRelease') {
    if (!isNull(nodeAt(body, 'spec', 'kubeConfig'))) return [];
    const target = nodeAt(body, 'spec', 'targetNamespace');
    const named = target?.kind === 'scalar' ? [target.value] : [];
    return namespace === undefined ? named : [namespace, ...named];
  }
  const custom =
    group.includes('.') && !isBuiltIn(group) && (!isFluxGroup(group) || group === OPERATOR_GROUP);
  return custom && namespace !== undefined ? [namespace] : [];
}

function isBuiltIn(group: string): boolean {
  return group.endsWith('.k8s.io') && !group.endsWith('.x-k8s.io');
}

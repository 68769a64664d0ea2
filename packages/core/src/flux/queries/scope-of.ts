/**
 * Whether the objects of a kind belong to a namespace.
 *
 * @module
 */
import { type ObjectId, parseApiVersion } from '../../kubernetes/object-id.js';
import { CLUSTER_SCOPED } from '../../kustomize/schema/cluster-scoped.data.js';
import { fluxKind } from '../kinds/kinds.js';
import type { Cluster } from '../model.js';

/** The groups whose kinds are all known here. */
const BUILT_IN = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'apiextensions.k8s.io',
  'admissionregistration.k8s.io',
  'scheduling.k8s.io',
]);

const CLUSTER_KINDS = new Set([
  ...[...CLUSTER_SCOPED].map((each) => {
    const [apiVersion = '', kind] = each.split(' ');
    return `${parseApiVersion(apiVersion).group}/${kind}`;
  }),
  // Newer than the list that kustomize carries.
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/ServiceCIDR',
  'storage.k8s.io/VolumeAttributesClass',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
]);

/** The scope of a kind in a cluster, or nothing for kinds that neither Kubernetes, Flux nor the cluster's files define. */
export function scopeOf(
  { group, kind }: Pick<ObjectId, 'group' | 'kind'>,
  cluster: Cluster | undefined,
): 'namespaced' | 'cluster' | undefined {
  const resource = cluster?.flux.kinds.get(`${group}/${kind}`);
  if (resource) return resource.scope === 'Cluster' ? 'cluster' : 'namespaced';
  if (fluxKind({ group, kind })) return 'namespaced';
  if (!BUILT_IN.has(group)) return undefined;
  return CLUSTER_KINDS.has(`${group}/${kind}`) ? 'cluster' : 'namespaced';
}

/**
 * API versions of built-in kinds that Kubernetes does not serve any more.
 * Source: "Deprecated API Migration Guide" of the Kubernetes documentation.
 *
 * @module
 */

export interface RemovedVersion {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first release of Kubernetes that does not serve it. */
  readonly gone: string;
  /** What to write instead; absent where there is nothing. */
  readonly use?: string;
  /** Whether the newer version has the same fields with the same meaning. */
  readonly same?: true;
}

const EXTENSIONS = 'extensions/v1beta1';
const FLOWS = ['FlowSchema', 'PriorityLevelConfiguration'];
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const ROLES = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];

export const REMOVED_VERSIONS: readonly RemovedVersion[] = [
  { apiVersion: EXTENSIONS, kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'], gone: '1.16', use: 'apps/v1' },
  { apiVersion: EXTENSIONS, kinds: ['NetworkPolicy'], gone: '1.16', use: 'networking.k8s.io/v1' },
  { apiVersion: EXTENSIONS, kinds: ['PodSecurityPolicy'], gone: '1.16' },
  { apiVersion: 'apps/v1beta1', kinds: ['Deployment', 'StatefulSet'], gone: '1.16', use: 'apps/v1' },
  {
    apiVersion: 'apps/v1beta2',
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    gone: '1.16',
    use: 'apps/v1',
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: WEBHOOKS,
    gone: '1.22',
    use: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    kinds: ['CustomResourceDefinition'],
    gone: '1.22',
    use: 'apiextensions.k8s.io/v1',
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1beta1',
    kinds: ['APIService'],
    gone: '1.22',
    use: 'apiregistration.k8s.io/v1',
    same: true,
  },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: ['CertificateSigningRequest'],
    gone: '1.22',
    use: 'certificates.k8s.io/v1',
  },
  {
    apiVersion: 'coordination.k8s.io/v1beta1',
    kinds: ['Lease'],
    gone: '1.22',
    use: 'coordination.k8s.io/v1',
    same: true,
  },
  { apiVersion: EXTENSIONS, kinds: ['Ingress'], gone: '1.22', use: 'networking.k8s.io/v1' },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['Ingress'],
    gone: '1.22',
    use: 'networking.k8s.io/v1',
  },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['IngressClass'],
    gone: '1.22',
    use: 'networking.k8s.io/v1',
    same: true,
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1beta1',
    kinds: ROLES,
    gone: '1.22',
    use: 'rbac.authorization.k8s.io/v1',
    same: true,
  },
  {
    apiVersion: 'scheduling.k8s.io/v1beta1',
    kinds: ['PriorityClass'],
    gone: '1.22',
    use: 'scheduling.k8s.io/v1',
    same: true,
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    gone: '1.22',
    use: 'storage.k8s.io/v1',
    same: true,
  },
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], gone: '1.25', use: 'batch/v1', same: true },
  {
    apiVersion: 'discovery.k8s.io/v1beta1',
    kinds: ['EndpointSlice'],
    gone: '1.25',
    use: 'discovery.k8s.io/v1',
  },
  { apiVersion: 'events.k8s.io/v1beta1', kinds: ['Event'], gone: '1.25', use: 'events.k8s.io/v1' },
  {
    apiVersion: 'autoscaling/v2beta1',
    kinds: ['HorizontalPodAutoscaler'],
    gone: '1.25',
    use: 'autoscaling/v2',
  },
  // An empty selector came to mean all Pods instead of none.
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget'], gone: '1.25', use: 'policy/v1' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], gone: '1.25' },
  {
    apiVersion: 'node.k8s.io/v1beta1',
    kinds: ['RuntimeClass'],
    gone: '1.25',
    use: 'node.k8s.io/v1',
    same: true,
  },
  {
    apiVersion: 'autoscaling/v2beta2',
    kinds: ['HorizontalPodAutoscaler'],
    gone: '1.26',
    use: 'autoscaling/v2',
    same: true,
  },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta1',
    kinds: FLOWS,
    gone: '1.26',
    use: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIStorageCapacity'],
    gone: '1.27',
    use: 'storage.k8s.io/v1',
    same: true,
  },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2',
    kinds: FLOWS,
    gone: '1.29',
    use: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3',
    kinds: FLOWS,
    gone: '1.32',
    use: 'flowcontrol.apiserver.k8s.io/v1',
  },
];

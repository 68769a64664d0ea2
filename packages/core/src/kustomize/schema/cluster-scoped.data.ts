/**
 * The kinds that kustomize knows to live outside namespaces; it takes every other kind for a namespaced one.
 * Source: kyaml/openapi of kustomize v5 (Kubernetes v1.21.2).
 *
 * @module
 */

const of = (apiVersion: string, ...kinds: readonly string[]): string[] =>
  kinds.map((kind) => `${apiVersion} ${kind}`);

const since = (group: string, ...kinds: readonly string[]): string[] => [
  ...of(`${group}/v1`, ...kinds),
  ...of(`${group}/v1beta1`, ...kinds),
];

/** `apiVersion kind` of each. */
export const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...of('v1', 'ComponentStatus', 'Namespace', 'Node', 'NodeProxyOptions', 'PersistentVolume'),
  ...since('admissionregistration.k8s.io', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'),
  ...of('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'),
  ...since('apiextensions.k8s.io', 'CustomResourceDefinition'),
  ...since('apiregistration.k8s.io', 'APIService'),
  ...since('certificates.k8s.io', 'CertificateSigningRequest'),
  ...of('flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', 'PriorityLevelConfiguration'),
  ...since('networking.k8s.io', 'IngressClass'),
  ...since('node.k8s.io', 'RuntimeClass'),
  ...of('policy/v1beta1', 'PodSecurityPolicy'),
  ...since('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
  ...since('scheduling.k8s.io', 'PriorityClass'),
  ...since('storage.k8s.io', 'CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'),
]);

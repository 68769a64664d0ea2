/**
 * The fields that kustomize's transformers touch when a kustomization says nothing else.
 * Source: the built-in transformer configuration of kustomize v5 (api/internal/konfig/builtinpluginconsts).
 *
 * @module
 */

/** Which objects a field specification is about; an absent part stands for any. */
export interface GvkPattern {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

/** A field of some kinds of objects; the path is split at slashes, and lists on the way are entered by themselves. */
export interface FieldSpec extends GvkPattern {
  readonly path: string;
  /** Whether a missing field is made. */
  readonly create: boolean;
}

/** The fields by which other objects name objects of a kind. */
export interface NameReference extends GvkPattern {
  readonly referrers: readonly FieldSpec[];
}

/** Where the fields of each transformer are. */
export interface TransformerConfig {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}

const field = (path: string, gvk: GvkPattern = {}): FieldSpec => ({ ...gvk, path, create: false });
const made = (path: string, gvk: GvkPattern = {}): FieldSpec => ({ ...gvk, path, create: true });

/** Where each kind keeps the specification of its pods. */
const POD_SPECS: readonly (readonly [gvk: GvkPattern, path: string])[] = [
  [{ kind: 'Pod' }, 'spec'],
  [{ kind: 'PodTemplate' }, 'template/spec'],
  [{ kind: 'Deployment' }, 'spec/template/spec'],
  [{ kind: 'ReplicaSet' }, 'spec/template/spec'],
  [{ kind: 'ReplicationController' }, 'spec/template/spec'],
  [{ kind: 'DaemonSet' }, 'spec/template/spec'],
  [{ kind: 'StatefulSet' }, 'spec/template/spec'],
  [{ kind: 'Job' }, 'spec/template/spec'],
  [{ kind: 'CronJob' }, 'spec/jobTemplate/spec/template/spec'],
];

/** The same fields of the pods of several kinds. */
function inPods(without: readonly string[], ...paths: readonly string[]): FieldSpec[] {
  return POD_SPECS.filter(([{ kind = '' }]) => !without.includes(kind)).flatMap(([gvk, prefix]) =>
    paths.map((path) => field(`${prefix}/${path}`, gvk)),
  );
}

const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const NETWORKING = 'networking.k8s.io';
const APPS = 'apps';
const BATCH = 'batch';

const affinity = (kind: 'podAffinity' | 'podAntiAffinity'): string[] => [
  `affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
];
const POD_SELECTORS = [
  ...affinity('podAffinity'),
  ...affinity('podAntiAffinity'),
  'topologySpreadConstraints/labelSelector/matchLabels',
];

const METADATA_LABELS = [
  made('metadata/labels'),
  made('spec/template/metadata/labels', { version: 'v1', kind: 'ReplicationController' }),
  made('spec/template/metadata/labels', { kind: 'Deployment' }),
  made('spec/template/metadata/labels', { kind: 'ReplicaSet' }),
  made('spec/template/metadata/labels', { kind: 'DaemonSet' }),
  made('spec/template/metadata/labels', { group: APPS, kind: 'StatefulSet' }),
  made('spec/volumeClaimTemplates[]/metadata/labels', { group: APPS, kind: 'StatefulSet' }),
  made('spec/template/metadata/labels', { group: BATCH, kind: 'Job' }),
  made('spec/jobTemplate/metadata/labels', { group: BATCH, kind: 'CronJob' }),
  made('spec/jobTemplate/spec/template/metadata/labels', { group: BATCH, kind: 'CronJob' }),
];

const COMMON_LABELS = [
  made('spec/selector', { version: 'v1', kind: 'Service' }),
  made('spec/selector', { version: 'v1', kind: 'ReplicationController' }),
  made('spec/selector/matchLabels', { kind: 'Deployment' }),
  ...POD_SELECTORS.map((path) => field(`spec/template/spec/${path}`, { group: APPS, kind: 'Deployment' })),
  made('spec/selector/matchLabels', { kind: 'ReplicaSet' }),
  made('spec/selector/matchLabels', { kind: 'DaemonSet' }),
  made('spec/selector/matchLabels', { group: APPS, kind: 'StatefulSet' }),
  ...POD_SELECTORS.map((path) => field(`spec/template/spec/${path}`, { group: APPS, kind: 'StatefulSet' })),
  field('spec/selector/matchLabels', { group: BATCH, kind: 'Job' }),
  field('spec/jobTemplate/spec/selector/matchLabels', { group: BATCH, kind: 'CronJob' }),
  field('spec/selector/matchLabels', { group: 'policy', kind: 'PodDisruptionBudget' }),
  field('spec/podSelector/matchLabels', { group: NETWORKING, kind: 'NetworkPolicy' }),
  field('spec/ingress/from/podSelector/matchLabels', { group: NETWORKING, kind: 'NetworkPolicy' }),
  field('spec/egress/to/podSelector/matchLabels', { group: NETWORKING, kind: 'NetworkPolicy' }),
  ...METADATA_LABELS,
];

const COMMON_ANNOTATIONS = [
  made('metadata/annotations'),
  made('spec/template/metadata/annotations', { version: 'v1', kind: 'ReplicationController' }),
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind) =>
    made('spec/template/metadata/annotations', { kind }),
  ),
  made('spec/template/metadata/annotations', { group: BATCH, kind: 'Job' }),
  made('spec/jobTemplate/metadata/annotations', { group: BATCH, kind: 'CronJob' }),
  made('spec/jobTemplate/spec/template/metadata/annotations', { group: BATCH, kind: 'CronJob' }),
];

const IMAGES = ['spec', 'spec/template/spec'].flatMap((prefix) =>
  ['containers[]/image', 'initContainers[]/image', 'volumes[]/image/reference'].map((path) =>
    made(`${prefix}/${path}`),
  ),
);

const scaledBy = (kind: string): NameReference => ({
  kind,
  referrers: [field('spec/scaleTargetRef/name', { kind: 'HorizontalPodAutoscaler' })],
});

const rules = (...kinds: readonly string[]): FieldSpec[] =>
  kinds.map((kind) => field('rules/resourceNames', { kind }));

const NAME_REFERENCES: readonly NameReference[] = [
  scaledBy('Deployment'),
  scaledBy('ReplicationController'),
  scaledBy('ReplicaSet'),
  scaledBy('StatefulSet'),
  {
    kind: 'ConfigMap',
    version: 'v1',
    referrers: [
      ...inPods(
        ['ReplicationController'],
        'volumes/configMap/name',
        'containers/env/valueFrom/configMapKeyRef/name',
        'initContainers/env/valueFrom/configMapKeyRef/name',
        'containers/envFrom/configMapRef/name',
        'initContainers/envFrom/configMapRef/name',
        'volumes/projected/sources/configMap/name',
      ),
      field('spec/configSource/configMap', { kind: 'Node' }),
      ...rules('Role', 'ClusterRole'),
      field('metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap', {
        kind: 'Ingress',
      }),
    ],
  },
  {
    kind: 'Secret',
    version: 'v1',
    referrers: [
      ...inPods(
        ['ReplicationController'],
        'volumes/secret/secretName',
        'containers/env/valueFrom/secretKeyRef/name',
        'initContainers/env/valueFrom/secretKeyRef/name',
        'containers/envFrom/secretRef/name',
        'initContainers/envFrom/secretRef/name',
        'imagePullSecrets/name',
        'volumes/projected/sources/secret/name',
      ),
      field('spec/tls/secretName', { kind: 'Ingress' }),
      field('metadata/annotations/ingress.kubernetes.io\\/auth-secret', { kind: 'Ingress' }),
      field('metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret', { kind: 'Ingress' }),
      field('metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret', { kind: 'Ingress' }),
      field('imagePullSecrets/name', { kind: 'ServiceAccount' }),
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) =>
        field(`parameters/${name}`, { kind: 'StorageClass' }),
      ),
      ...rules('Role', 'ClusterRole'),
      field('spec/template/spec/containers/env/valueFrom/secretKeyRef/name', {
        group: 'serving.knative.dev',
        version: 'v1',
        kind: 'Service',
      }),
      field('spec/azureFile/secretName', { kind: 'PersistentVolume' }),
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    referrers: [
      field('spec/serviceName', { group: APPS, kind: 'StatefulSet' }),
      ...[
        'rules/http/paths/backend/serviceName',
        'backend/serviceName',
        'rules/http/paths/backend/service/name',
        'defaultBackend/service/name',
      ].map((path) => field(`spec/${path}`, { kind: 'Ingress' })),
      field('spec/service/name', { group: 'apiregistration.k8s.io', kind: 'APIService' }),
      field('webhooks/clientConfig/service', { group: ADMISSION, kind: 'ValidatingWebhookConfiguration' }),
      field('webhooks/clientConfig/service', { group: ADMISSION, kind: 'MutatingWebhookConfiguration' }),
    ],
  },
  {
    kind: 'Role',
    group: RBAC,
    referrers: [field('roleRef/name', { group: RBAC, kind: 'RoleBinding' })],
  },
  {
    kind: 'ClusterRole',
    group: RBAC,
    referrers: ['RoleBinding', 'ClusterRoleBinding'].map((kind) =>
      field('roleRef/name', { group: RBAC, kind }),
    ),
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    referrers: [
      ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => field('subjects', { group: RBAC, kind })),
      ...inPods(['PodTemplate', 'ReplicaSet'], 'serviceAccountName'),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    referrers: inPods(['PodTemplate', 'ReplicaSet'], 'volumes/persistentVolumeClaim/claimName'),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    referrers: [field('spec/volumeName', { kind: 'PersistentVolumeClaim' }), ...rules('ClusterRole')],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    referrers: [
      field('spec/storageClassName', { kind: 'PersistentVolume' }),
      field('spec/storageClassName', { kind: 'PersistentVolumeClaim' }),
      field('spec/volumeClaimTemplates/spec/storageClassName', { kind: 'StatefulSet' }),
    ],
  },
  {
    kind: 'PriorityClass',
    version: 'v1',
    group: 'scheduling.k8s.io',
    referrers: inPods(['PodTemplate', 'ReplicaSet'], 'priorityClassName'),
  },
  {
    // The group is kustomize's own slip: as it stands, no IngressClass is ever found.
    kind: 'IngressClass',
    version: 'v1',
    group: 'networking.k8s.io/v1',
    referrers: [field('spec/ingressClassName', { kind: 'Ingress' })],
  },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: ADMISSION,
    referrers: [field('spec/policyName', { group: ADMISSION, kind: 'ValidatingAdmissionPolicyBinding' })],
  },
];

const VAR_REFERENCES = [
  ...inPods(
    ['PodTemplate', 'ReplicationController'],
    ...['containers', 'initContainers'].flatMap((containers) =>
      ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((path) => `${containers}/${path}`),
    ),
  ),
  ...inPods(['PodTemplate', 'ReplicationController', 'StatefulSet', 'CronJob'], 'volumes/nfs/server'),
  field('spec/jobTemplate/spec/template/volumes/nfs/server', { kind: 'CronJob' }),
  field('spec/volumeClaimTemplates/spec/nfs/server', { kind: 'StatefulSet' }),
  field('spec/template/metadata/annotations', { kind: 'Deployment' }),
  field('spec/rules/host', { kind: 'Ingress' }),
  field('spec/tls/hosts', { kind: 'Ingress' }),
  field('spec/tls/secretName', { kind: 'Ingress' }),
  field('spec/ports/port', { kind: 'Service' }),
  field('spec/ports/targetPort', { kind: 'Service' }),
  field('spec/nfs/server', { kind: 'PersistentVolume' }),
  field('metadata/labels'),
  field('metadata/annotations'),
];

/** What kustomize does without any configuration. */
export const DEFAULT_CONFIG: TransformerConfig = {
  namePrefix: [field('metadata/name')],
  nameSuffix: [field('metadata/name')],
  namespace: [
    made('metadata/name', { kind: 'Namespace' }),
    made('spec/service/namespace', { group: 'apiregistration.k8s.io', kind: 'APIService' }),
    field('spec/conversion/webhook/clientConfig/service/namespace', {
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
    }),
  ],
  commonLabels: COMMON_LABELS,
  labels: [],
  templateLabels: METADATA_LABELS,
  commonAnnotations: COMMON_ANNOTATIONS,
  nameReference: NAME_REFERENCES,
  varReference: VAR_REFERENCES,
  images: IMAGES,
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) =>
    made('spec/replicas', { kind }),
  ),
};

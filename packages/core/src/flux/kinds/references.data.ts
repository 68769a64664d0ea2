/**
 * Which fields of Flux objects name other objects.
 * Source: the specifications of the Flux controllers; each field with the rule for the namespace that it names.
 *
 * @module
 */

import {
  HELM_GROUP,
  IMAGE_GROUP,
  KUSTOMIZE_GROUP,
  NOTIFICATION_GROUP,
  OPERATOR_GROUP,
  SOURCE_EXTENSIONS_GROUP,
  SOURCE_GROUP,
} from './kinds.data.js';

/** What a reference is for. */
export type ReferenceRole =
  | 'source'
  | 'dependency'
  | 'secret'
  | 'config'
  | 'values'
  | 'variables'
  | 'service-account'
  | 'health-check'
  | 'provider'
  | 'event-source'
  | 'image-repository'
  | 'include'
  | 'inputs';

/** A field that names another object: a mapping with its name, or the bare name. */
export interface ReferenceField {
  readonly group: string;
  readonly kind: string;
  /** The way to the field; `*` stands for every item of a list. */
  readonly at: string;
  readonly role: ReferenceRole;
  /** The kind that is named, where the field does not say it itself. */
  readonly names?: { readonly group: string; readonly kind: string };
  /** Whether the field can name an object of another namespace. */
  readonly namespace: 'own' | 'field';
}

const SECRET = { group: '', kind: 'Secret' };
const CONFIG_MAP = { group: '', kind: 'ConfigMap' };
const SERVICE_ACCOUNT = { group: '', kind: 'ServiceAccount' };

const secrets = (group: string, kind: string, ...fields: string[]): ReferenceField[] =>
  fields.map((at) => ({ group, kind, at, role: 'secret', names: SECRET, namespace: 'own' }));

const account = (group: string, kind: string, at = 'spec.serviceAccountName'): ReferenceField => ({
  group,
  kind,
  at,
  role: 'service-account',
  names: SERVICE_ACCOUNT,
  namespace: 'own',
});

const configMap = (group: string, kind: string, at: string): ReferenceField => ({
  group,
  kind,
  at,
  role: 'config',
  names: CONFIG_MAP,
  namespace: 'own',
});

const source = (group: string, kind: string, at: string, namespace: 'own' | 'field'): ReferenceField => ({
  group,
  kind,
  at,
  role: 'source',
  namespace,
});

const dependency = (group: string, kind: string): ReferenceField => ({
  group,
  kind,
  at: 'spec.dependsOn.*',
  role: 'dependency',
  names: { group, kind },
  namespace: 'field',
});

export const REFERENCE_FIELDS: readonly ReferenceField[] = [
  source(KUSTOMIZE_GROUP, 'Kustomization', 'spec.sourceRef', 'field'),
  dependency(KUSTOMIZE_GROUP, 'Kustomization'),
  ...secrets(KUSTOMIZE_GROUP, 'Kustomization', 'spec.decryption.secretRef', 'spec.kubeConfig.secretRef'),
  configMap(KUSTOMIZE_GROUP, 'Kustomization', 'spec.kubeConfig.configMapRef'),
  {
    group: KUSTOMIZE_GROUP,
    kind: 'Kustomization',
    at: 'spec.postBuild.substituteFrom.*',
    role: 'variables',
    namespace: 'own',
  },
  account(KUSTOMIZE_GROUP, 'Kustomization'),
  account(KUSTOMIZE_GROUP, 'Kustomization', 'spec.decryption.serviceAccountName'),
  {
    group: KUSTOMIZE_GROUP,
    kind: 'Kustomization',
    at: 'spec.healthChecks.*',
    role: 'health-check',
    namespace: 'field',
  },
  source(HELM_GROUP, 'HelmRelease', 'spec.chart.spec.sourceRef', 'field'),
  source(HELM_GROUP, 'HelmRelease', 'spec.chartRef', 'field'),
  dependency(HELM_GROUP, 'HelmRelease'),
  { group: HELM_GROUP, kind: 'HelmRelease', at: 'spec.valuesFrom.*', role: 'values', namespace: 'own' },
  ...secrets(HELM_GROUP, 'HelmRelease', 'spec.kubeConfig.secretRef'),
  configMap(HELM_GROUP, 'HelmRelease', 'spec.kubeConfig.configMapRef'),
  account(HELM_GROUP, 'HelmRelease'),
  source(SOURCE_GROUP, 'HelmChart', 'spec.sourceRef', 'own'),
  ...secrets(SOURCE_GROUP, 'GitRepository', 'spec.secretRef', 'spec.proxySecretRef', 'spec.verify.secretRef'),
  ...secrets(
    SOURCE_GROUP,
    'OCIRepository',
    ...['spec.secretRef', 'spec.certSecretRef', 'spec.proxySecretRef', 'spec.verify.secretRef'],
  ),
  ...secrets(SOURCE_GROUP, 'HelmRepository', 'spec.secretRef', 'spec.certSecretRef'),
  ...secrets(SOURCE_GROUP, 'Bucket', 'spec.secretRef', 'spec.certSecretRef', 'spec.proxySecretRef'),
  ...secrets(SOURCE_GROUP, 'HelmChart', 'spec.verify.secretRef'),
  ...['GitRepository', 'OCIRepository', 'Bucket'].map((kind) => account(SOURCE_GROUP, kind)),
  {
    group: SOURCE_GROUP,
    kind: 'GitRepository',
    at: 'spec.include.*.repository',
    role: 'include',
    names: { group: SOURCE_GROUP, kind: 'GitRepository' },
    namespace: 'own',
  },
  source(SOURCE_EXTENSIONS_GROUP, 'ArtifactGenerator', 'spec.sources.*', 'field'),
  {
    group: NOTIFICATION_GROUP,
    kind: 'Alert',
    at: 'spec.providerRef',
    role: 'provider',
    names: { group: NOTIFICATION_GROUP, kind: 'Provider' },
    namespace: 'own',
  },
  {
    group: NOTIFICATION_GROUP,
    kind: 'Alert',
    at: 'spec.eventSources.*',
    role: 'event-source',
    namespace: 'field',
  },
  {
    group: NOTIFICATION_GROUP,
    kind: 'Receiver',
    at: 'spec.resources.*',
    role: 'event-source',
    namespace: 'field',
  },
  ...secrets(NOTIFICATION_GROUP, 'Receiver', 'spec.secretRef'),
  ...secrets(NOTIFICATION_GROUP, 'Provider', 'spec.secretRef', 'spec.certSecretRef', 'spec.proxySecretRef'),
  account(NOTIFICATION_GROUP, 'Provider'),
  {
    group: IMAGE_GROUP,
    kind: 'ImagePolicy',
    at: 'spec.imageRepositoryRef',
    role: 'image-repository',
    names: { group: IMAGE_GROUP, kind: 'ImageRepository' },
    namespace: 'field',
  },
  ...secrets(IMAGE_GROUP, 'ImageRepository', 'spec.secretRef', 'spec.certSecretRef', 'spec.proxySecretRef'),
  account(IMAGE_GROUP, 'ImageRepository'),
  source(IMAGE_GROUP, 'ImageUpdateAutomation', 'spec.sourceRef', 'field'),
  ...secrets(IMAGE_GROUP, 'ImageUpdateAutomation', 'spec.git.commit.signingKey.secretRef'),
  ...secrets(OPERATOR_GROUP, 'FluxInstance', 'spec.sync.pullSecret'),
  {
    group: OPERATOR_GROUP,
    kind: 'ResourceSet',
    at: 'spec.inputsFrom.*',
    role: 'inputs',
    names: { group: OPERATOR_GROUP, kind: 'ResourceSetInputProvider' },
    namespace: 'own',
  },
  {
    group: OPERATOR_GROUP,
    kind: 'ResourceSet',
    at: 'spec.dependsOn.*',
    role: 'health-check',
    namespace: 'field',
  },
  account(OPERATOR_GROUP, 'ResourceSet'),
  ...secrets(OPERATOR_GROUP, 'ResourceSetInputProvider', 'spec.secretRef', 'spec.certSecretRef'),
];

/**
 * The kinds of Flux: their groups, and for each version the minor releases that brought, deprecated and removed it.
 * Source: the CustomResourceDefinitions of every Flux release from 0.18 to 2.9.
 *
 * @module
 */

export const KUSTOMIZE_GROUP = 'kustomize.toolkit.fluxcd.io';
/** The API group of source-controller. */
export const SOURCE_GROUP = 'source.toolkit.fluxcd.io';
/** The API group of source-watcher. */
export const SOURCE_EXTENSIONS_GROUP = 'source.extensions.fluxcd.io';
/** The API group of helm-controller. */
export const HELM_GROUP = 'helm.toolkit.fluxcd.io';
/** The API group of notification-controller. */
export const NOTIFICATION_GROUP = 'notification.toolkit.fluxcd.io';
/** The API group of the image controllers. */
export const IMAGE_GROUP = 'image.toolkit.fluxcd.io';
/** The API group of the Flux Operator. */
export const OPERATOR_GROUP = 'fluxcd.controlplane.io';

/** A minor release of Flux 2, or 'old' for the releases before 2.0. */
export type FluxMinor = number | 'old';

/** A version of a kind, and the releases that serve it. */
export interface KindVersion {
  readonly version: string;
  readonly since: FluxMinor;
  /** The minor of Flux 2 whose CustomResourceDefinition first says that the version is deprecated. */
  readonly deprecated?: number;
  /** The first minor that does not serve the version any more. */
  readonly gone?: FluxMinor;
}

/** A kind of Flux with its versions. */
export interface FluxKind {
  readonly group: string;
  readonly kind: string;
  /** The controller that serves it; the operator's kinds come without Flux releases. */
  readonly component: string;
  readonly versions: readonly KindVersion[];
}

const CORE = (v1beta1: number, v1: number): readonly KindVersion[] => [
  { version: 'v1beta1', since: 'old', deprecated: v1beta1, gone: 7 },
  { version: 'v1beta2', since: 'old', deprecated: v1, gone: 8 },
  { version: 'v1', since: v1 },
];

const IMAGES: readonly KindVersion[] = [
  { version: 'v1alpha1', since: 'old', gone: 'old' },
  { version: 'v1alpha2', since: 'old', gone: 'old' },
];

/** Every kind of Flux. */
export const FLUX_KINDS: readonly FluxKind[] = [
  { group: KUSTOMIZE_GROUP, kind: 'Kustomization', component: 'kustomize-controller', versions: CORE(0, 0) },
  { group: SOURCE_GROUP, kind: 'GitRepository', component: 'source-controller', versions: CORE(0, 0) },
  { group: SOURCE_GROUP, kind: 'HelmRepository', component: 'source-controller', versions: CORE(3, 3) },
  { group: SOURCE_GROUP, kind: 'HelmChart', component: 'source-controller', versions: CORE(3, 3) },
  { group: SOURCE_GROUP, kind: 'Bucket', component: 'source-controller', versions: CORE(3, 4) },
  {
    group: SOURCE_GROUP,
    kind: 'OCIRepository',
    component: 'source-controller',
    versions: [
      { version: 'v1beta2', since: 'old', deprecated: 6, gone: 8 },
      { version: 'v1', since: 6 },
    ],
  },
  {
    group: SOURCE_GROUP,
    kind: 'ExternalArtifact',
    component: 'source-controller',
    versions: [{ version: 'v1', since: 7 }],
  },
  {
    group: SOURCE_EXTENSIONS_GROUP,
    kind: 'ArtifactGenerator',
    component: 'source-watcher',
    versions: [{ version: 'v1beta1', since: 7 }],
  },
  {
    group: HELM_GROUP,
    kind: 'HelmRelease',
    component: 'helm-controller',
    versions: [
      { version: 'v2beta1', since: 'old', deprecated: 2, gone: 7 },
      { version: 'v2beta2', since: 2, deprecated: 3, gone: 8 },
      { version: 'v2', since: 3 },
    ],
  },
  ...['Alert', 'Provider'].map(
    (kind): FluxKind => ({
      group: NOTIFICATION_GROUP,
      kind,
      component: 'notification-controller',
      versions: [
        { version: 'v1beta1', since: 'old', deprecated: 2, gone: 7 },
        { version: 'v1beta2', since: 'old', deprecated: 2, gone: 9 },
        { version: 'v1beta3', since: 2 },
      ],
    }),
  ),
  {
    group: NOTIFICATION_GROUP,
    kind: 'Receiver',
    component: 'notification-controller',
    versions: [
      { version: 'v1beta1', since: 'old', deprecated: 0, gone: 7 },
      { version: 'v1beta2', since: 'old', deprecated: 0, gone: 9 },
      { version: 'v1', since: 0 },
    ],
  },
  ...['ImageRepository', 'ImagePolicy'].map(
    (kind): FluxKind => ({
      group: IMAGE_GROUP,
      kind,
      component: 'image-reflector-controller',
      versions: [
        ...IMAGES,
        { version: 'v1beta1', since: 'old', gone: 7 },
        { version: 'v1beta2', since: 'old', deprecated: 7, gone: 9 },
        { version: 'v1', since: 7 },
      ],
    }),
  ),
  {
    group: IMAGE_GROUP,
    kind: 'ImageUpdateAutomation',
    component: 'image-automation-controller',
    versions: [
      ...IMAGES,
      { version: 'v1beta1', since: 'old', deprecated: 3, gone: 7 },
      { version: 'v1beta2', since: 3, deprecated: 7, gone: 9 },
      { version: 'v1', since: 7 },
    ],
  },
  ...['FluxInstance', 'FluxReport', 'ResourceSet', 'ResourceSetInputProvider'].map(
    (kind): FluxKind => ({
      group: OPERATOR_GROUP,
      kind,
      component: 'flux-operator',
      versions: [{ version: 'v1', since: 'old' }],
    }),
  ),
];

/** The newest minor of Flux 2 that this table knows. */
export const NEWEST_MINOR = 9;

/** The components that bootstrap installs when nobody says otherwise. */
export const DEFAULT_COMPONENTS: readonly string[] = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
];

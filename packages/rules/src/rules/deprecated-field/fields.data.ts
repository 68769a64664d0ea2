/**
 * Fields that still work and are said to go.
 * Source: the CustomResourceDefinitions of Flux 2.9, and the kustomization file of kustomize 5.
 *
 * @module
 */

export interface DeprecatedField {
  readonly path: readonly string[];
  /** What to do, as a clause. */
  readonly instead: string;
  /** The minor of Flux 2 from which on this holds. */
  readonly since?: number;
}

/** By kind of Flux. */
export const FLUX_FIELDS: Readonly<Record<string, readonly DeprecatedField[]>> = {
  HelmRelease: [
    { path: ['spec', 'install', 'skipCRDs'], instead: "write 'install.crds: Skip'" },
    { path: ['spec', 'rollback', 'recreate'], instead: 'Helm 4 does nothing with it', since: 8 },
  ],
  HelmRepository: [{ path: ['spec', 'accessFrom'], instead: 'Flux does nothing with it' }],
  Alert: [{ path: ['spec', 'summary'], instead: "write it under 'eventMetadata.summary'", since: 2 }],
  Provider: [
    { path: ['spec', 'proxy'], instead: "write it into the Secret of 'proxySecretRef'", since: 7 },
    { path: ['spec', 'interval'], instead: 'Flux does nothing with it', since: 2 },
  ],
};

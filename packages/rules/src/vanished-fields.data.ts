/**
 * Fields that versions of Flux's kinds had and later ones do not.
 * Source: the CustomResourceDefinitions of the releases of Flux.
 *
 * @module
 */

/** By kind, the ways to the fields that the current version does not have. */
export const VANISHED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Kustomization: ['spec.validation', 'spec.patchesStrategicMerge', 'spec.patchesJson6902'],
  GitRepository: ['spec.gitImplementation', 'spec.accessFrom'],
  HelmRepository: ['spec.accessFrom'],
  HelmChart: ['spec.valuesFile', 'spec.accessFrom'],
  HelmRelease: ['spec.chart.spec.valuesFile', 'spec.postRenderers'],
  Bucket: ['spec.accessFrom'],
  ImageUpdateAutomation: ['spec.git.commit.messageTemplate'],
};

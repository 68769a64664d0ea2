/**
 * Fields that versions of Flux's kinds had and the current ones do not.
 * Source: the CustomResourceDefinitions of the releases of Flux.
 *
 * @module
 */

/** By kind, the ways to the fields; `*` stands for every item of a list. */
export const VANISHED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Kustomization: ['spec.validation', 'spec.patchesStrategicMerge', 'spec.patchesJson6902'],
  GitRepository: ['spec.gitImplementation', 'spec.accessFrom'],
  HelmRepository: ['spec.accessFrom'],
  HelmChart: ['spec.valuesFile', 'spec.accessFrom'],
  HelmRelease: [
    'spec.chart.spec.valuesFile',
    'spec.postRenderers.*.kustomize.patchesStrategicMerge',
    'spec.postRenderers.*.kustomize.patchesJson6902',
  ],
  Bucket: ['spec.accessFrom'],
};

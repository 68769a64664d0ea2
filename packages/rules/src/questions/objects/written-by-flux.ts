/**
 * Objects that bootstrap or an operator writes: nobody sets their fields by hand.
 *
 * @module
 */
import type { AppliedObject, Cluster } from '@fluxvet/core';

/** Whether an object stands in a file that is generated, or is made of the FluxInstance of its cluster. */
export function isWrittenByFlux({ entry, flux }: Cluster, { body }: AppliedObject): boolean {
  const { file } = body.origin.span;
  return file === entry.file || file === flux.files.sync || file === flux.files.components;
}

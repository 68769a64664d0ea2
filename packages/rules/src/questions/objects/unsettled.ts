/**
 * Whether what is not at hand can still complete an object.
 *
 * @module
 */
import type { AppliedObject, JudgedObject } from '@fluxvet/core';
import { isSettled } from './settled.js';

/** Whether an object may be applied with more than what is seen of it; always where no cluster applies it as it stands. */
export function isUnsettled({ cluster, object }: JudgedObject): boolean {
  return !cluster || !isSettled(object as AppliedObject);
}

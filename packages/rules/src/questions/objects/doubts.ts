/**
 * What is said of an absence that all but certainly is one: a source that is not available locally could bring the object,
 * although nothing speaks for it.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  findObject,
  type Opening,
  type RelatedPlace,
  type Resolution,
  type Severity,
} from '@fluxvet/core';

/** No error where there is doubt, and the places that nobody could read. */
export function doubtsAbout(
  cluster: Cluster,
  to: Resolution<AppliedObject>,
): { readonly atMost?: Severity; readonly related?: readonly RelatedPlace[] } {
  const doubts = (to.kind === 'missing' && to.doubts) || [];
  if (doubts.length === 0) return {};
  return { atMost: 'warning', related: doubts.slice(0, MOST).flatMap((each) => placeOf(cluster, each)) };
}

const MOST = 5;

function placeOf(cluster: Cluster, { app, reason }: Opening): RelatedPlace[] {
  const object = app && findObject(cluster, app);
  return object ? [{ at: { in: object }, says: `Not available locally: ${reason}` }] : [];
}

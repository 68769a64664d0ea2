import type { AppliedObject } from '@fluxvet/core';

/** Whether an app comes into the cluster by another one, directly or by those between. */
export function isAppliedBy(app: AppliedObject, other: AppliedObject): boolean {
  const seen = new Set<AppliedObject>();
  for (let at = app.appliedBy?.object; at && !seen.has(at); at = at.appliedBy?.object) {
    if (at === other) return true;
    seen.add(at);
  }
  return false;
}

/**
 * Who an object is in a cluster: its group, kind, namespace and name.
 * The version is no part of it: one object is served under several.
 *
 * @module
 */

export interface ObjectId {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent where none is written; what that means depends on the kind. */
  readonly namespace?: string;
  readonly name: string;
}

/** The parts of an `apiVersion`. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** Splits an `apiVersion` such as `apps/v1`; the core group has no slash. */
export function parseApiVersion(apiVersion: string): GroupVersion {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** The `apiVersion` of a group and a version. */
export function showApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** A text that is equal for equal identities only. */
export function idKey(id: ObjectId): string {
  return `${id.group}/${id.kind}/${id.namespace ?? ''}/${id.name}`;
}

/** An identity as people write it: `Kind/namespace/name`. */
export function showId(id: ObjectId): string {
  return id.namespace === undefined ? `${id.kind}/${id.name}` : `${id.kind}/${id.namespace}/${id.name}`;
}

/** Whether two identities are the same. */
export function sameId(a: ObjectId, b: ObjectId): boolean {
  return a.name === b.name && a.kind === b.kind && a.group === b.group && a.namespace === b.namespace;
}

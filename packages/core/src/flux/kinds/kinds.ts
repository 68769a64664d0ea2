/**
 * Questions about the kinds of Flux.
 *
 * @module
 */
import type { ObjectId } from '../../kubernetes/object-id.js';
import { FLUX_KINDS, type FluxKind, type FluxMinor, NEWEST_MINOR } from './kinds.data.js';

const BY_NAME = new Map(FLUX_KINDS.map((each) => [`${each.group}/${each.kind}`, each]));
const GROUPS = new Set(FLUX_KINDS.map(({ group }) => group));

/** What is known of a kind of Flux, or `undefined` for any other kind. */
export function fluxKind(id: Pick<ObjectId, 'group' | 'kind'>): FluxKind | undefined {
  return BY_NAME.get(`${id.group}/${id.kind}`);
}

/** Whether a group belongs to Flux or its operator. */
export function isFluxGroup(group: string): boolean {
  return GROUPS.has(group);
}

/** Whether an object is of a group and kind. */
export function isKind(object: { readonly id: ObjectId }, group: string, kind: string): boolean {
  return object.id.kind === kind && object.id.group === group;
}

/** Whether a minor release of Flux 2 serves a version of a kind; `undefined` where the version was never known. */
export function serves(
  kind: FluxKind,
  version: string,
  minor: FluxMinor = NEWEST_MINOR,
): boolean | undefined {
  const known = kind.versions.find((each) => each.version === version);
  if (!known) return undefined;
  if (known.gone === 'old') return false;
  if (minor === 'old') return known.since === 'old';
  const came = known.since === 'old' || known.since <= minor;
  return came && !(known.gone !== undefined && known.gone <= minor);
}

/** The newest version of a kind that a minor release serves. */
export function newestVersion(kind: FluxKind, minor: FluxMinor = NEWEST_MINOR): string | undefined {
  return kind.versions.filter(({ version }) => serves(kind, version, minor)).at(-1)?.version;
}

/**
 * The kinds that Alerts and Receivers name.
 *
 * @module
 */
import { FLUX_KINDS } from '@fluxvet/core';

/** The group of every kind of Flux. */
export const FLUX_GROUPS_BY_KIND: ReadonlyMap<string, string> = new Map(
  FLUX_KINDS.map(({ group, kind }) => [kind, group]),
);

/** Whether controllers make objects of a kind by themselves, so that no file needs to have them. */
export function isMadeByControllers(kind: string): boolean {
  return kind === 'HelmChart' || kind === 'ExternalArtifact';
}

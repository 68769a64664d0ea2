/**
 * The way that leads to a finding, as steps that a viewer can walk: from the cluster over overlays to the base,
 * or around a circle of dependencies.
 *
 * @module
 */
import type { ReportedFinding, ReportedRelated } from '@fluxvet/core';
import { MAX_STEPS } from './github-limits.data.js';
import { messageText } from './message-text.js';
import type { SarifCodeFlow, SarifStep } from './sarif-log.js';
import { type LocationContext, toLocation, toRelatedLocation } from './to-location.js';

/** A related place that says on which side of the finding it stands. */
export interface RelatedStep extends ReportedRelated {
  /** `before`: led to the finding, the nearest first; `after`: follows from it; absent: is no step. */
  readonly role?: 'before' | 'after';
}

/** The way to a finding; none where it would be one step or two that only stand side by side. */
export function toCodeFlow(finding: ReportedFinding, context: LocationContext): SarifCodeFlow | undefined {
  const { before, after } = sidesOf(finding.related.slice(0, MAX_STEPS - 1));
  if (before.length + after.length === 0) return undefined;
  const step = (place: ReportedRelated): SarifStep => ({ location: toRelatedLocation(place, context) });
  const message = { text: messageText(finding.message) };
  const own: SarifStep = { location: { ...toLocation(finding.location, context), message } };
  const locations = [...before.toReversed().map(step), own, ...after.map(step)];
  return { threadFlows: [{ locations }] };
}

interface Sides {
  readonly before: readonly RelatedStep[];
  readonly after: readonly RelatedStep[];
}

function sidesOf(related: readonly RelatedStep[]): Sides {
  if (related.some(({ role }) => role !== undefined)) {
    return {
      before: related.filter(({ role }) => role === 'before'),
      after: related.filter(({ role }) => role === 'after'),
    };
  }
  // Without a word on it: one other place is a pair, several are a chain, told from the nearest on.
  return { before: related.length > 1 ? related : [], after: [] };
}

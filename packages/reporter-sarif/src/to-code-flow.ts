/**
 * The way that leads to a finding, as steps that a viewer can walk: from the cluster over overlays to the base,
 * or around a circle of dependencies.
 *
 * @module
 */
import type { ReportedFinding, ReportedRelated } from '@fluxvet/core';
import { MAX_STEPS } from './github-limits.data.js';
import { messageText } from './parts/message-text.js';
import type { SarifCodeFlow, SarifStep } from './sarif-log.js';
import { type LocationContext, toLocation, toRelatedLocation } from './to-location.js';

/** The way to a finding and on from it; none where only one place leads to it: that is a pair and no way. */
export function toCodeFlow(finding: ReportedFinding, context: LocationContext): SarifCodeFlow | undefined {
  const steps = finding.related.slice(0, MAX_STEPS - 1);
  const before = steps.filter(({ role }) => role === 'before');
  const after = steps.filter(({ role }) => role === 'after');
  if (after.length === 0 && before.length < 2) return undefined;
  const step = (place: ReportedRelated): SarifStep => ({ location: toRelatedLocation(place, context) });
  const message = { text: messageText(finding.message) };
  const own: SarifStep = { location: { ...toLocation(finding.location, context), message } };
  const locations = [...before.toReversed().map(step), own, ...after.map(step)];
  return { threadFlows: [{ locations }] };
}

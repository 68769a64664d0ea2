/**
 * What fluxvet could not do, as notices of the run: limits that were reached and its own faults.
 *
 * @module
 */
import type { FluxModel } from '../flux/model.js';
import type { Notice } from '../report/report.js';
import { show } from '../source/bounds/limits.js';
import type { Diagnostic, Gap } from '../source/diagnostic.js';
import { FAULT_CODE, isInternal, LIMIT_CODE } from '../source/fault-boundary.js';
import type { FileTree } from '../source/file-tree.js';
import { locationOf } from './findings/location-of.js';
import type { LimitedRule } from './run-rules.js';

/** Whether a notice says that fluxvet failed, so that the run is incomplete. */
export function isFault({ code }: Pick<Notice, 'code'>): boolean {
  return code === FAULT_CODE;
}

/** The notices of a model and of the rules that ran over it. */
export function internalNotices(model: FluxModel, limited: readonly LimitedRule[]): Notice[] {
  const found = [...model.gaps, ...model.diagnostics].filter(isInternal);
  return [...noticesFor(found, model.tree), ...limited.map(ofRule)];
}

/** A notice for each place, the first ones of those that say the same. */
export function noticesFor(found: readonly (Gap | Diagnostic)[], tree: FileTree): Notice[] {
  const byMessage = new Map<string, Notice[]>();
  for (const { code, message, span } of found) {
    const known = byMessage.get(message) ?? [];
    byMessage.set(message, known);
    const location = locationOf(span, tree);
    if (
      known.length > MOST_COMPARED ||
      known.some(({ location: each }) => each?.file === location.file && each.line === location.line)
    )
      continue;
    known.push({ code, severity: 'error', message, location });
  }
  return [...byMessage.values()].flatMap((notices) => {
    const [first] = notices;
    const more = notices.length - MOST_PLACES;
    if (!first || more <= 0) return notices;
    const { code, severity } = first;
    const message = `The same holds at ${show(more)} more places: ${first.message}`;
    return [...notices.slice(0, MOST_PLACES), { code, severity, message }];
  });
}

// Every app of a cluster can reach the limit of all of them.
const MOST_PLACES = 5;
const MOST_COMPARED = 1_000;

function ofRule({ rule, message }: LimitedRule): Notice {
  return { code: LIMIT_CODE, severity: 'error', message: `${message} Those beyond are left out.`, rule };
}

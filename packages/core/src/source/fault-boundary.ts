/**
 * The one boundary for faults: whatever is thrown while a unit is worked on becomes a diagnostic of that unit, and
 * everything else goes on. Only `UsageError`, which is meant for the caller, passes.
 *
 * @module
 */

import { LimitReached } from './bounds/limits.js';
import type { Diagnostic } from './diagnostic.js';
import type { Span } from './span.js';
import { withoutPaths } from './text/without-paths.js';
import { UsageError } from './usage-error.js';

/** The unit that is worked on, for what is said if that fails. */
export interface Unit {
  /** As messages name it: `the Flux Kustomization 'apps'`. */
  readonly what: string;
  readonly span: Span;
}

/** A limit that was reached while a unit was worked on. */
export const LIMIT_CODE = 'internal/limit';
/** A fault of fluxvet's own. */
export const FAULT_CODE = 'internal/fault';

/** Whether a diagnostic is one of this boundary. */
export function isInternal({ code }: Pick<Diagnostic, 'code'>): boolean {
  return code === LIMIT_CODE || code === FAULT_CODE;
}

/** Works on a unit; what it throws is told, and something else is answered. */
export function within<T>(unit: Unit, work: () => T, otherwise: (diagnostic: Diagnostic) => T): T {
  try {
    return work();
  } catch (error) {
    return otherwise(faultOf(error, unit));
  }
}

/** What was thrown, as a diagnostic of the unit. */
export function faultOf(error: unknown, { what, span }: Unit): Diagnostic {
  if (error instanceof UsageError) throw error;
  if (error instanceof LimitReached) {
    const message = `${error.message} What is beyond the limit '${error.limit}' is not followed in ${what}.`;
    return { code: LIMIT_CODE, severity: 'error', message, span };
  }
  const message = `fluxvet failed at ${what}, which is a bug of fluxvet. Please report this: ${traceOf(error)}.`;
  return { code: FAULT_CODE, severity: 'error', message, span };
}

/** The kind of error and the calls that led to it; its own message is left out, which may quote a secret. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const calls = String(error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_CALLS)
    .map((line) => withoutPaths(line.trim().replace(/^at /, '')));
  return [error.name, ...calls].join(' < ');
}

const MOST_CALLS = 4;

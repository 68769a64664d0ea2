/**
 * Exit codes, decided in one place; the output format never changes them.
 *
 * @module
 */
import type { Report, Severity } from '@fluxvet/core';

/** The exit codes of the program. */
export const EXIT = { clean: 0, findings: 1, badRequest: 2, incomplete: 3 } as const;

/** What makes a run fail. */
export interface ExitOptions {
  /** The least severity that makes a run fail. */
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  /** Findings do not make the run fail. */
  readonly exitZero?: boolean;
}

const WORSE_OR_EQUAL: Readonly<Record<Severity, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  note: ['error', 'warning', 'note'],
};

/** The exit code of a check. What is missing matters more than what was found. */
export function exitCode(report: Report, { failOn, maxWarnings, exitZero }: ExitOptions): number {
  if (!report.complete) return EXIT.incomplete;
  if (exitZero) return EXIT.clean;
  const fatal = WORSE_OR_EQUAL[failOn];
  const found = [...report.findings, ...report.notices.filter(({ severity }) => severity === 'error')];
  if (found.some(({ severity }) => fatal.includes(severity))) return EXIT.findings;
  return maxWarnings !== undefined && report.summary.warnings > maxWarnings ? EXIT.findings : EXIT.clean;
}

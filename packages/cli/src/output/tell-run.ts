/**
 * Says on the standard error output what the report on the standard output has no place for: why a run is incomplete, which
 * settings are doubtful, what did not fit into a file.
 *
 * @module
 */
import type { FileTree, Report } from '@fluxvet/core';
import { leftOutOf, toSarif } from '@fluxvet/reporter-sarif';
import type { Output } from './formats.js';
import type { Io } from './io.js';

// These have a place for what a run says of itself.
const TELLING = new Set(['text', 'github', 'markdown']);

/** Tells it, unless the standard output does. */
export function tellRun(report: Report, tree: FileTree, outputs: readonly Output[], io: Io): void {
  if (!outputs.some(({ format, file }) => file === undefined && TELLING.has(format))) {
    for (const { severity, message, location } of report.notices) {
      if (severity === 'note') continue;
      const place = location ? `${location.file}:${location.line}:${location.column}: ` : '';
      io.warn(`fluxvet: ${place}${severity}: ${message.replace(/\p{Cc}/gu, ' ')}\n`);
    }
  }
  if (!outputs.some(({ format }) => format === 'sarif') || report.findings.length <= MOST_RESULTS) return;
  const leftOut = leftOutOf(toSarif(report, tree));
  if (leftOut > 0) io.warn(`fluxvet: ${leftOut} findings, the mildest, have no room in the SARIF file\n`);
}

// GitHub shows this many.
const MOST_RESULTS = 5000;

/**
 * The reporter: a report as the text of a SARIF file.
 *
 * @module
 */
import type { Reporter } from '@fluxvet/core';
import { showJson } from '@fluxvet/core';
import type { SarifOptions } from './options.js';
import type { SarifLog } from './sarif-log.js';
import { toSarif } from './to-sarif.js';

/** SARIF 2.1.0 for GitHub code scanning. */
export const sarifReporter: Reporter = sarifReporterWith({});

/** A reporter with options. */
export function sarifReporterWith(options: SarifOptions): Reporter {
  return (report, tree) => printSarif(toSarif(report, tree, options));
}

/** A SARIF log as text. */
export function printSarif(log: SarifLog): string {
  return `${showJson(log, 2)}\n`;
}

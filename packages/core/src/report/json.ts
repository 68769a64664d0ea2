/**
 * The whole report as JSON; `docs/schema/report.json` describes it.
 *
 * @module
 */
import type { Reporter } from './report.js';

/** The report itself, for other programs. */
export const jsonReporter: Reporter = (report) => `${JSON.stringify(report, undefined, 2)}\n`;

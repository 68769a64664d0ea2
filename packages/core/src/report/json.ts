/**
 * The whole report as JSON; `docs/schema/report.json` describes it.
 *
 * @module
 */
import { showJson } from '../source/text/shown-text.js';
import type { Reporter } from './report.js';

/** The report itself, for other programs. */
export const jsonReporter: Reporter = (report) => `${showJson(report, 2)}\n`;

/**
 * Findings as a Code Quality report of GitLab.
 * Source: GitLab's documentation of the report format: description, check_name, fingerprint, severity, location.
 *
 * @module
 */
import type { Severity } from '../source/diagnostic.js';
import { showJson } from '../source/text/shown-text.js';
import type { Reporter } from './report.js';

/** The report as a JSON array. */
export const gitlabReporter: Reporter = ({ findings }) => {
  const seen = new Map<string, number>();
  const issues = findings.map(({ rule, severity, message, location, fingerprint }) => {
    const times = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, times);
    return {
      description: message,
      check_name: rule,
      // GitLab drops all but one of equal fingerprints.
      fingerprint: times === 1 ? fingerprint : `${fingerprint}-${times}`,
      severity: SEVERITIES[severity],
      location: { path: location.file, lines: { begin: location.line, end: location.endLine } },
    };
  });
  return `${showJson(issues, 2)}\n`;
};

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', note: 'info' };

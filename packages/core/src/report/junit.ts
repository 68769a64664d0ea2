/**
 * Findings as JUnit XML: one suite for each file, one failing test for each finding, and one passing test where there are
 * none, because many readers take an empty report for a broken one. What a run could not do is an error among the tests.
 *
 * @module
 */
import { own } from '../source/text/own.js';
import { visible, withoutCommands } from '../source/text/shown-text.js';
import type { Notice, ReportedFinding, Reporter } from './report.js';

/** The report as XML. */
export const junitReporter: Reporter = ({ findings, notices, tool }) => {
  const failing = findings.filter(({ severity }) => severity !== 'note');
  const files = new Map<string, ReportedFinding[]>();
  for (const finding of failing) {
    const known = files.get(finding.location.file);
    if (known) known.push(finding);
    else files.set(finding.location.file, [finding]);
  }
  const suites = [...files].map(([file, each]) => suite(file, each));
  const broken = notices.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) suites.push(errors(broken));
  const all = suites.length > 0 ? suites : [EMPTY];
  const tests = Math.max(1, failing.length + broken.length);
  const counts = `tests="${tests}" failures="${failing.length}" errors="${broken.length}"`;
  const head = `<testsuites name="${escapeXml(tool.name)}" ${counts}>`;
  return withoutCommands(
    `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${all.join('\n')}\n</testsuites>\n`,
  );
};

const EMPTY = `  <testsuite name="fluxvet" tests="1" failures="0">
    <testcase name="no findings" classname="fluxvet"/>
  </testsuite>`;

function suite(file: string, findings: readonly ReportedFinding[]): string {
  const cases = findings.map(({ rule, severity, message, location: { line, column } }) => {
    const name = escapeXml(`${rule} (${line}:${column})`);
    const text = escapeXml(`${file}:${line}:${column}: ${severity}: ${message}`);
    return `    <testcase name="${name}" classname="${escapeXml(file)}">
      <failure type="${severity}" message="${escapeXml(message)}">${text}</failure>
    </testcase>`;
  });
  const count = findings.length;
  return `  <testsuite name="${escapeXml(file)}" tests="${count}" failures="${count}">
${cases.join('\n')}
  </testsuite>`;
}

/** What kept the run from being whole: without it, nothing found would look like nothing wrong. */
function errors(notices: readonly Notice[]): string {
  const cases = notices.map(({ code, message, rule }) => {
    const name = escapeXml(rule === undefined ? code : `${code} (${rule})`);
    return `    <testcase name="${name}" classname="fluxvet">
      <error type="${escapeXml(code)}" message="${escapeXml(message)}">${escapeXml(message)}</error>
    </testcase>`;
  });
  const count = notices.length;
  return `  <testsuite name="fluxvet" tests="${count}" failures="0" errors="${count}">
${cases.join('\n')}
  </testsuite>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escapeXml(text: string): string {
  // What XML 1.0 has no way to write, and what would steer those who show it.
  const shown = text.replace(/[^\n]+/g, visible).replace(/[\ufffe\uffff]/g, '\ufffd');
  return shown.replace(/[&<>"\n\t]/g, (char) => own(ENTITIES, char) ?? char);
}

/**
 * Findings as workflow commands of GitHub Actions, which show them beside the lines of a pull request.
 * Source: GitHub's documentation of workflow commands, and `packages/core/src/command.ts` of its toolkit for escaping.
 *
 * @module
 */
import type { Severity } from '../source/diagnostic.js';
import { visibleLines } from '../source/text/shown-text.js';
import type { Notice, Reporter } from './report.js';

/** One workflow command for each finding and for each notice of the run. */
export const githubReporter: Reporter = ({ findings, notices }) => {
  const shown = findings.map(({ severity, message, rule, location }) => {
    const { file, line, column, endLine, endColumn } = location;
    const place = { file, line, endLine, ...(endLine === line && { col: column, endColumn }), title: rule };
    return command(severity, place, message);
  });
  return [...shown, ...notices.map(noticeCommand)].join('');
};

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

function noticeCommand({ severity, message, code, location }: Notice): string {
  return command(
    severity,
    { ...(location && { file: location.file, line: location.line }), title: code },
    message,
  );
}

function command(
  severity: Severity,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  // Azure obeys what it finds inside a line, too.
  const shown = visibleLines(message).replace(/##(?=\w*\[)/g, '# #');
  return `::${COMMANDS[severity]} ${listed.join(',')}::${escapeData(shown)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

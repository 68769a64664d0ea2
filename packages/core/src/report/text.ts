/**
 * The report for people: findings by file, each with the line that it is about and the story behind it.
 *
 * @module
 */
import type { Severity } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';
import { textOfLine } from '../source/line-index.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Location, Report, ReportedFinding, Reporter } from './report.js';

/** Text with code frames, grouped by file, and a summary. */
export const textReporter: Reporter = (report, tree, { color = false } = {}) => {
  const paint = color ? paints : plain;
  const blocks = byFile(report.findings).map(([file, findings]) => {
    const shown = findings.map((finding) => showFinding(finding, tree, paint));
    return `${paint.bold(file)}\n${shown.join('\n')}`;
  });
  return [...blocks, ...showGaps(report, paint), ...showNotices(report, paint), showSummary(report, paint)]
    .join('\n\n')
    .concat('\n');
};

/** One line for each finding, as compilers write them. */
export const lineReporter: Reporter = (report) =>
  report.findings
    .map(
      ({ location: { file, line, column }, severity, message, rule }) =>
        `${file}:${line}:${column}: ${severity}: ${message} [${rule}]\n`,
    )
    .join('');

interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const SEVERITY_COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, note: 36 };
const paints: Paint = {
  bold: sgr(1),
  dim: sgr(2),
  severity: (severity, text) => sgr(SEVERITY_COLORS[severity])(text),
};
const plain: Paint = { bold: (text) => text, dim: (text) => text, severity: (_, text) => text };

function byFile(findings: readonly ReportedFinding[]): [string, ReportedFinding[]][] {
  const files = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const known = files.get(finding.location.file);
    if (known) known.push(finding);
    else files.set(finding.location.file, [finding]);
  }
  return [...files];
}

function showFinding(finding: ReportedFinding, tree: FileTree, paint: Paint): string {
  const { location, severity, message, rule, related, clusters, fix } = finding;
  const lines = [
    `  ${location.line}:${location.column}  ${paint.severity(severity, severity)}  ${message}  ${paint.dim(rule)}`,
    ...frame(location, tree, paint),
    ...related
      .slice(0, MOST_RELATED)
      .map((each) => paint.dim(`      ${showPlace(each.location)}  ${each.message}`)),
  ];
  if (related.length > MOST_RELATED)
    lines.push(paint.dim(`      and ${related.length - MOST_RELATED} more places`));
  if (clusters.length > 0)
    lines.push(paint.dim(`      ${count(clusters.length, 'cluster')}: ${clusters.join(', ')}`));
  if (fix) lines.push(paint.dim(`      fix: ${fix.title}`));
  return lines.join('\n');
}

const MOST_RELATED = 6;

function showPlace({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

/** The line with the characters underlined; a tab stays a tab, so that the marks stand below. */
function frame({ file, line, column, endLine, endColumn }: Location, tree: FileTree, paint: Paint): string[] {
  const source = tree.read(file as RepoPath);
  if (!source || source.text === '') return [];
  const text = textOfLine(source.text, source.lines, line);
  const last = endLine === line ? endColumn : text.length + 1;
  const from = Math.max(0, column - 1 - CONTEXT);
  const shown = text.slice(from, from + WIDTH);
  const before = text.slice(from, column - 1).replace(/[^\t]/g, ' ');
  const length = Math.max(1, Math.min(last, from + shown.length + 1) - column);
  const gutter = String(line).padStart(6);
  const cut = from > 0 ? '…' : ' ';
  return [
    `${paint.dim(`${gutter} |`)}${cut}${shown}`,
    `${paint.dim('       |')} ${before}${'^'.repeat(length)}`,
  ];
}

// A line of a minified file would fill the screen.
const WIDTH = 160;
const CONTEXT = 120;

function showGaps({ gaps }: Report, paint: Paint): string[] {
  if (gaps.length === 0) return [];
  const shown = gaps
    .slice(0, MOST_GAPS)
    .map(({ message, location }) => `  ${showPlace(location)}  ${message}`);
  if (gaps.length > MOST_GAPS) shown.push(`  and ${gaps.length - MOST_GAPS} more`);
  return [`${paint.bold('Not looked into')}\n${shown.join('\n')}`];
}

const MOST_GAPS = 10;

function showNotices({ notices }: Report, paint: Paint): string[] {
  if (notices.length === 0) return [];
  const shown = notices.map(
    ({ severity, message, location }) =>
      `  ${paint.severity(severity, severity)}  ${location ? `${showPlace(location)}  ` : ''}${message}`,
  );
  return [`${paint.bold('About this run')}\n${shown.join('\n')}`];
}

function showSummary({ summary, complete, baseline }: Report, paint: Paint): string {
  const { files, clusters, errors, warnings, notes, suppressed, known } = summary;
  const sum = (field: 'kustomizations' | 'helmReleases' | 'sources'): number =>
    clusters.reduce((total, cluster) => total + cluster[field], 0);
  const apps = sum('kustomizations') + sum('helmReleases');
  const looked = [
    count(clusters.length, 'cluster'),
    count(apps, 'app'),
    count(sum('sources'), 'source'),
    count(files, 'file'),
  ];
  const found = [count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')];
  const aside = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(known > 0 ? [`${known} in the baseline`] : []),
    ...(baseline && baseline.stale.length > 0 ? [`${baseline.stale.length} stale in the baseline`] : []),
  ];
  const end = complete ? '' : '\nThe run is incomplete: what it does not show may still be there.';
  const worst: Severity | undefined =
    errors > 0 ? 'error' : warnings > 0 ? 'warning' : notes > 0 ? 'note' : undefined;
  const verdict = found.concat(aside).join(', ');
  return `${looked.join(', ')}\n${worst ? paint.severity(worst, verdict) : verdict}${end}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

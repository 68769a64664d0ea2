/**
 * The report for people: findings by file, each with the line that it is about and the story behind it.
 *
 * @module
 */
import type { Severity } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';
import { visible, withoutCommands } from '../source/text/shown-text.js';
import { frame, showPlace } from './frame.js';
import { count, type Paint, paintFor } from './paint.js';
import type { Report, ReportedFinding, Reporter } from './report.js';

/** Text with code frames, grouped by file, and a summary. */
export const textReporter: Reporter = (report, tree, { color = false } = {}) => {
  const paint = paintFor(color);
  const blocks = byFile(report.findings).map(([file, findings]) => {
    const shown = findings.map((finding) => showFinding(finding, tree, paint));
    return `${paint.bold(visible(file))}\n${shown.join('\n')}`;
  });
  const parts = [
    ...blocks,
    ...showGaps(report, paint),
    ...showNotices(report, paint),
    showSummary(report, paint),
  ];
  return withoutCommands(`${parts.join('\n\n')}\n`);
};

/** One line for each finding, as compilers write them. */
export const lineReporter: Reporter = ({ findings }) => {
  const lines = findings.map(
    ({ location: { file, line, column }, severity, message, rule }) =>
      `${visible(file)}:${line}:${column}: ${severity}: ${visible(message)} [${rule}]\n`,
  );
  return withoutCommands(lines.join(''));
};

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
    `  ${location.line}:${location.column}  ${paint.severity(severity, severity)}  ${visible(message)}  ${paint.dim(rule)}`,
    ...frame(location, tree, paint),
    ...related
      .slice(0, MOST_RELATED)
      .map((each) => paint.dim(`      ${showPlace(each.location)}  ${visible(each.message)}`)),
  ];
  if (related.length > MOST_RELATED)
    lines.push(paint.dim(`      and ${related.length - MOST_RELATED} more places`));
  if (clusters.length > 0)
    lines.push(paint.dim(`      ${count(clusters.length, 'cluster')}: ${visible(clusters.join(', '))}`));
  if (fix) lines.push(paint.dim(`      fix: ${visible(fix.title)}`));
  return lines.join('\n');
}

const MOST_RELATED = 6;

function showGaps({ gaps }: Report, paint: Paint): string[] {
  if (gaps.length === 0) return [];
  const shown = gaps
    .slice(0, MOST_GAPS)
    .map(({ message, location }) => `  ${showPlace(location)}  ${visible(message)}`);
  if (gaps.length > MOST_GAPS) shown.push(`  and ${gaps.length - MOST_GAPS} more`);
  const silenced = [...new Set(gaps.flatMap(({ silences = [] }) => silences))].sort();
  if (silenced.length > 0) {
    shown.push(
      `  What is not followed may bring what these rules would miss, so they keep silent there: ${silenced.join(', ')}.`,
      "  To settle it, run 'fluxvet pull', mount the source under 'sources', or name what exists under 'externals'.",
    );
  }
  return [`${paint.bold('Not looked into')}\n${shown.join('\n')}`];
}

const MOST_GAPS = 10;

function showNotices({ notices }: Report, paint: Paint): string[] {
  if (notices.length === 0) return [];
  const shown = notices.map(
    ({ severity, message, location }) =>
      `  ${paint.severity(severity, severity)}  ${location ? `${showPlace(location)}  ` : ''}${visible(message)}`,
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

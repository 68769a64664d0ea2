/**
 * The report as Markdown, short enough for the summary of a workflow step.
 *
 * @module
 */
import { visible, visibleLines, withoutCommands } from '../source/text/shown-text.js';
import { count } from './paint.js';
import type { Report, ReportedFinding, Reporter } from './report.js';

/** A heading with the counts, and a table of the findings. */
export const markdownReporter: Reporter = (report) => {
  const { errors, warnings, notes, suppressed, known } = report.summary;
  const counts = [count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')];
  if (suppressed > 0) counts.push(`${suppressed} suppressed`);
  if (known > 0) counts.push(`${known} in the baseline`);
  const parts = [
    `## fluxvet: ${counts.join(', ')}`,
    ...table(report),
    ...clusters(report),
    ...notices(report),
  ];
  return withoutCommands(visibleLines(`${parts.join('\n\n')}\n`));
};

// GitHub refuses step summaries of more than 1 MiB.
const MOST_ROWS = 500;

function table({ findings }: Report): string[] {
  if (findings.length === 0) return ['Nothing to report.'];
  const rows = findings.slice(0, MOST_ROWS).map(row);
  const head = '| Severity | Rule | Place | Message | Clusters |\n|---|---|---|---|---|';
  const more = findings.length - rows.length;
  return [`${head}\n${rows.join('\n')}`, ...(more > 0 ? [`And ${count(more, 'more finding')}.`] : [])];
}

function row({ severity, rule, location, message, clusters }: ReportedFinding): string {
  const place = `\`${oneCell(visible(location.file).replaceAll('`', "'"))}:${location.line}\``;
  return `| ${[severity, rule, place, cell(message), cell(clusters.join(', '))].map(oneCell).join(' | ')} |`;
}

function clusters({ summary }: Report): string[] {
  if (summary.clusters.length === 0) return [];
  const rows = summary.clusters.map(
    ({ name, kustomizations, helmReleases, sources, objects }) =>
      `| ${oneCell(cell(name))} | ${kustomizations} | ${helmReleases} | ${sources} | ${objects} |`,
  );
  const head = '| Cluster | Kustomizations | HelmReleases | Sources | Objects |\n|---|---:|---:|---:|---:|';
  return [`<details><summary>Clusters</summary>\n\n${head}\n${rows.join('\n')}\n\n</details>`];
}

function notices({ notices: all, complete }: Report): string[] {
  const shown = all.map(({ severity, message }) => `- ${severity}: ${oneCell(cell(message))}`);
  if (!complete) shown.push('- The run is incomplete: what it does not show may still be there.');
  return shown.length === 0 ? [] : [shown.join('\n')];
}

/** Text from the repository as it stands, whatever Markdown would make of it. */
function cell(text: string): string {
  return visible(text.replace(/[\r\n]+/g, ' ')).replace(
    /[\\`*_{}[\]<>#!@&~]/g,
    (char) => `&#${char.codePointAt(0)};`,
  );
}

function oneCell(text: string): string {
  return text.replaceAll('|', '&#124;').replace(/[\r\n]+/g, ' ');
}

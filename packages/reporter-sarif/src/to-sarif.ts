/**
 * The report as one run of SARIF 2.1.0, made for what GitHub code scanning really reads.
 *
 * @module
 */
import { type FileTree, type Report, type ReportedFinding, toRepoPath, UsageError } from '@fluxvet/core';
import { MAX_CHARACTERS, MAX_RESULTS } from './github-limits.data.js';
import { type FindingGroup, groupFindings, RANK } from './group-findings.js';
import type { SarifOptions } from './options.js';
import { anchorFinding } from './parts/anchor.js';
import { ROOT_ID } from './parts/artifact-uri.js';
import { sourcesOf } from './parts/sources.js';
import type { SarifLog, SarifResult, SarifRun } from './sarif-log.js';
import { toInvocation } from './to-invocation.js';
import { type ResultContext, toResult } from './to-result.js';
import { toTool } from './to-tool.js';
import { toVersionControl } from './to-version-control.js';

/**
 * Converts a report.
 *
 * @param tree - the files that the report is about
 * @throws UsageError with code `bad-argument` for a directory outside of the repository
 */
export function toSarif(report: Report, tree: FileTree, options: SarifOptions = {}): SarifLog {
  const rules = [...report.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const context: ResultContext = {
    sources: sourcesOf(tree),
    directory: directoryOf(options),
    ruleIndexes: new Map(rules.map(({ id }, index) => [id, index])),
    suppressed: options.suppressed ?? 'left-out',
  };
  const { groups, elsewhere } = groupsOf(report, tree, context);
  const { results, leftOut } = resultsOf(groups, context);
  const { category, versionControl } = options;
  const provenance = versionControl && toVersionControl(versionControl);
  const run: SarifRun = {
    tool: toTool(report, rules, options),
    // What stands behind the last slash would be the id of the run.
    ...(category !== undefined && { automationDetails: { id: `${category.replace(/\/+$/, '')}/` } }),
    invocations: [toInvocation(report, { leftOut, elsewhere }, context)],
    ...(provenance && { versionControlProvenance: [provenance] }),
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    results,
    ...(leftOut > 0 && { properties: { leftOut } }),
  };
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
}

/** How many findings a file has no room for; the caller should say so. */
export function leftOutOf({ runs: [run] }: SarifLog): number {
  return run.properties?.leftOut ?? 0;
}

function directoryOf({ directory = '' }: SarifOptions): string {
  const path = toRepoPath(directory);
  if (path !== undefined) return path;
  throw new UsageError('bad-argument', `The directory '${directory}' must be one inside the repository.`);
}

interface Groups {
  readonly groups: readonly FindingGroup[];
  readonly elsewhere: readonly ReportedFinding[];
}

function groupsOf({ findings, suppressed }: Report, tree: FileTree, context: ResultContext): Groups {
  const elsewhere: ReportedFinding[] = [];
  const here = <T extends ReportedFinding>(finding: T): T[] => {
    const anchored = anchorFinding(finding, tree);
    if (!anchored) elsewhere.push(finding);
    return anchored ? [anchored] : [];
  };
  const all = groupFindings({ findings: findings.flatMap(here), suppressed: suppressed.flatMap(here) });
  const groups = all.filter((group) => context.suppressed === 'included' || !group.isSuppressed);
  return { groups, elsewhere };
}

/** The worst findings that there is room for, by place. */
function resultsOf(
  groups: readonly FindingGroup[],
  context: ResultContext,
): { readonly results: readonly SarifResult[]; readonly leftOut: number } {
  const kept = new Map<FindingGroup, SarifResult>();
  let left = MAX_CHARACTERS;
  for (const group of groups.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])) {
    if (kept.size === MAX_RESULTS) break;
    const result = toResult(group, context);
    left -= JSON.stringify(result).length;
    if (left < 0) break;
    kept.set(group, result);
  }
  const results = groups.flatMap((group) => kept.get(group) ?? []);
  const leftOut = groups.filter((group) => !kept.has(group)).flatMap(({ findings }) => findings).length;
  return { results, leftOut };
}

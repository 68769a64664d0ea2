/**
 * Findings of one rule on one line are one alert for GitHub, whatever they say: they become one result,
 * so that no message is lost.
 *
 * @module
 */
import type { Report, ReportedFinding, Severity, SuppressedFinding } from '@fluxvet/core';

/** Findings that become one result, sorted by place. */
export interface FindingGroup {
  readonly findings: readonly [ReportedFinding, ...ReportedFinding[]];
  readonly severity: Severity;
  /** Tells the result from all others, in other versions of the repository as well. */
  readonly identity: string;
  readonly isSuppressed: boolean;
}

/** All findings of a report in groups, by place. */
export function groupFindings({
  findings,
  suppressed,
}: Pick<Report, 'findings' | 'suppressed'>): FindingGroup[] {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>();
  for (const finding of [...findings, ...suppressed].sort(inOrder)) {
    const { rule, location } = finding;
    const key = [rule, location.file, location.line, isSuppressed(finding)].join('\0');
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  const counts = new Map<string, number>();
  return [...groups.values()].map((group): FindingGroup => {
    const [{ fingerprint }] = group;
    // Equal objects of several clusters have equal findings: they are told apart by their order.
    const count = (counts.get(fingerprint) ?? 0) + 1;
    counts.set(fingerprint, count);
    return {
      findings: group,
      severity: worst(group),
      identity: `${fingerprint}:${count}`,
      isSuppressed: isSuppressed(group[0]),
    };
  });
}

/** Whether a finding is one that a comment or an annotation hides. */
export function isSuppressed(finding: ReportedFinding): finding is SuppressedFinding {
  return 'suppression' in finding;
}

/** From the worst to the mildest. */
export const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function worst(group: readonly ReportedFinding[]): Severity {
  return group.map(({ severity }) => severity).reduce((a, b) => (RANK[b] < RANK[a] ? b : a));
}

function inOrder(a: ReportedFinding, b: ReportedFinding): number {
  return (
    compare(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    a.location.endLine - b.location.endLine ||
    a.location.endColumn - b.location.endColumn ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message) ||
    compare(a.fingerprint, b.fingerprint) ||
    compare(a.clusters.join(), b.clusters.join())
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

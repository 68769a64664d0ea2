/**
 * Fixes, applied to a tree in memory: pass after pass until nothing changes, each pass checked anew.
 *
 * @module
 */
import type { Notice, Report, ReportedFinding, ReportedFix, TextChange } from '../../report/report.js';
import { type FileTree, replaceFiles } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { type SourceFile, sourceFile } from '../../source/source-file.js';
import { RANK } from '../findings/raised.js';
import { spliced } from './lower-fix.js';

/** Which fixes are made. */
export interface FixOptions {
  /** `safe` applies fixes that keep what the objects mean; `unsafe` all of them, and suggestions where there is only one. */
  readonly fixes: 'safe' | 'unsafe';
}

/** What fixes made of a repository. */
export interface Fixed {
  /** The new text of every file that differs. */
  readonly files: ReadonlyMap<RepoPath, string>;
  /** The repository as it is now. */
  readonly tree: FileTree;
  /** The report on it. */
  readonly report: Report;
  /** How many fixes were made. */
  readonly applied: number;
  readonly notices: readonly Notice[];
}

// Fixes that undo each other would go on for ever.
const MOST_PASSES = 10;

/**
 * Applies the fixes of a report, and of the reports that come after it. A fix is left out where the result would have a
 * finding that was not there before, in any cluster; in the report it is a suggestion then.
 *
 * @param run - checks a tree; called once for each pass, and again and again where a fix has to be left out
 */
export function applyFixes(tree: FileTree, run: (tree: FileTree) => Report, { fixes }: FixOptions): Fixed {
  const before = run(tree);
  const state: Attempt = { tree, files: new Map(), report: before, applied: 0, calm: true };
  const all = settle(state, { tree, run, fixes, isWanted: () => true });
  if (newFindings(before, all.report).length === 0) return finished(all, fixes, new Set());
  return finishedOneByOne(state, { tree, run, fixes });
}

interface Attempt {
  readonly tree: FileTree;
  readonly files: ReadonlyMap<RepoPath, SourceFile>;
  readonly report: Report;
  readonly applied: number;
  /** Whether nothing is left to do. */
  readonly calm: boolean;
}

interface Fixing {
  readonly tree: FileTree;
  readonly run: (tree: FileTree) => Report;
  readonly fixes: 'safe' | 'unsafe';
}

/** Pass after pass with the wanted fixes, until none is left. */
function settle(
  from: Attempt,
  { tree, run, fixes, isWanted }: Fixing & { readonly isWanted: (finding: ReportedFinding) => boolean },
): Attempt {
  const files = new Map(from.files);
  let { tree: current, report, applied } = from;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const chosen = chooseFixes(report.findings.filter(isWanted), fixes);
    if (chosen.length === 0) return { tree: current, files, report, applied, calm: true };
    for (const [path, changes] of changesByFile(chosen)) {
      const file = current.read(path);
      if (file) files.set(path, sourceFile(path, spliced(file.text, changes)));
    }
    applied += chosen.length;
    current = replaceFiles(tree, files);
    report = run(current);
  }
  const calm = chooseFixes(report.findings.filter(isWanted), fixes).length === 0;
  return { tree: current, files, report, applied, calm };
}

// Each attempt is a check of the whole repository.
const MOST_ATTEMPTS = 60;

/** Some fix makes something worse: the fixes of one rule after the other, and where those do, each by itself. */
function finishedOneByOne(start: Attempt, fixing: Fixing): Fixed {
  const refused = new Set<string>();
  let kept = start;
  let attempts = 0;
  const attempt = (isWanted: (finding: ReportedFinding) => boolean): boolean => {
    if (attempts++ >= MOST_ATTEMPTS) return false;
    const next = settle(kept, { ...fixing, isWanted });
    if (newFindings(start.report, next.report).length > 0) return false;
    kept = next;
    return true;
  };
  for (const rule of new Set(rulesToFix(start.report.findings, fixing.fixes))) {
    if (attempt((finding) => finding.rule === rule)) continue;
    for (const each of kept.report.findings.filter((finding) => finding.rule === rule)) {
      const key = keyOf(each);
      if (fixFor(each, fixing.fixes) && !attempt((finding) => keyOf(finding) === key)) refused.add(key);
    }
  }
  return finished(kept, fixing.fixes, refused);
}

/** What one report has and another one has not, or not in that cluster, or not as badly; what only moved is none of it. */
function newFindings(before: Report, after: Report): ReportedFinding[] {
  const known = new Map<string, number>();
  for (const finding of before.findings) {
    for (const name of namesOf(finding).flat())
      known.set(name, Math.min(known.get(name) ?? Number.POSITIVE_INFINITY, RANK[finding.severity]));
  }
  return after.findings.filter((finding) =>
    namesOf(finding).some((names) =>
      names.every((name) => (known.get(name) ?? Number.POSITIVE_INFINITY) > RANK[finding.severity]),
    ),
  );
}

/** What a finding can be known by, for each cluster that it hits. */
function namesOf({ rule, fingerprint, subject, location, message, clusters }: ReportedFinding): string[][] {
  const place = subject ? `${subject.object} ${subject.field}` : location.file;
  return (clusters.length === 0 ? [''] : clusters).map((cluster) =>
    [fingerprint, place, `${location.file} ${message}`].map((name) => `${rule}\0${cluster}\0${name}`),
  );
}

function keyOf({ rule, fingerprint, location }: ReportedFinding): string {
  return `${rule} ${fingerprint} ${location.file}`;
}

function finished(
  { tree, files, report, applied, calm }: Attempt,
  fixes: 'safe' | 'unsafe',
  refused: ReadonlySet<string>,
): Fixed {
  const notices: Notice[] = [];
  const rules = (findings: readonly ReportedFinding[]): string =>
    [...new Set(rulesToFix(findings, fixes))].sort().join(', ');
  if (!calm && rules(report.findings) !== '') {
    const message = `The fixes of these rules still find something to do after ${MOST_PASSES} passes: ${rules(report.findings)}.`;
    notices.push({ code: 'internal/fixes-fight', severity: 'warning', message });
  }
  const left = report.findings.filter((finding) => refused.has(keyOf(finding)));
  if (left.length > 0) {
    const message = `Some fixes would bring findings that are not there now, and were not made: ${rules(left)}.`;
    notices.push({ code: 'fix/left-out', severity: 'note', message });
  }
  const findings = report.findings.map((finding) =>
    refused.has(keyOf(finding)) ? asSuggestion(finding) : finding,
  );
  return { files: texts(files), tree, report: { ...report, findings }, applied, notices };
}

function asSuggestion({ fix, suggestions = [], ...finding }: ReportedFinding): ReportedFinding {
  const all = [...(fix ? [{ ...fix, safety: 'unsafe' as const }] : []), ...suggestions];
  return { ...finding, ...(all.length > 0 && { suggestions: all }) };
}

function texts(files: ReadonlyMap<RepoPath, SourceFile>): Map<RepoPath, string> {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, { text }]) => [path, text]));
}

function rulesToFix(findings: readonly ReportedFinding[], fixes: 'safe' | 'unsafe'): string[] {
  return findings.filter((finding) => fixFor(finding, fixes)).map(({ rule }) => rule);
}

function fixFor(
  { fix, suggestions = [] }: ReportedFinding,
  fixes: 'safe' | 'unsafe',
): ReportedFix | undefined {
  if (fix && (fix.safety === 'safe' || fixes === 'unsafe')) return fix;
  return !fix && fixes === 'unsafe' && suggestions.length === 1 ? suggestions[0] : undefined;
}

/** The fixes that do not get in each other's way, the first by place; all changes of one are made, or none. */
function chooseFixes(findings: readonly ReportedFinding[], fixes: 'safe' | 'unsafe'): ReportedFix[] {
  const taken = new Map<string, TextChange[]>();
  const seen = new Set<string>();
  return findings.flatMap((finding) => {
    const fix = fixFor(finding, fixes);
    if (!fix) return [];
    const key = JSON.stringify(fix.changes);
    // Two findings can ask for one change.
    if (seen.has(key) || fix.changes.some((change) => collides(change, taken))) return [];
    seen.add(key);
    for (const change of fix.changes) {
      const known = taken.get(change.location.file);
      if (known) known.push(change);
      else taken.set(change.location.file, [change]);
    }
    return [fix];
  });
}

function collides(change: TextChange, taken: ReadonlyMap<string, readonly TextChange[]>): boolean {
  const others = taken.get(change.location.file) ?? [];
  return others.some(({ start, end }) => change.start <= end && start <= change.end);
}

function changesByFile(fixes: readonly ReportedFix[]): Map<RepoPath, TextChange[]> {
  const files = new Map<RepoPath, TextChange[]>();
  for (const change of fixes.flatMap(({ changes }) => changes)) {
    const path = change.location.file as RepoPath;
    const known = files.get(path);
    if (known) known.push(change);
    else files.set(path, [change]);
  }
  for (const changes of files.values()) changes.sort((a, b) => a.start - b.start);
  return files;
}

/**
 * Fixes, applied to a tree in memory: pass after pass until nothing changes, each pass checked anew.
 *
 * @module
 */
import type { Notice, Report, ReportedFinding, ReportedFix, TextChange } from '../../report/report.js';
import { type FileTree, replaceFiles } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { type SourceFile, sourceFile } from '../../source/source-file.js';
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
 * Applies the fixes of a report, and of the reports that come after it.
 *
 * @param run - checks a tree; called once for each pass
 */
export function applyFixes(tree: FileTree, run: (tree: FileTree) => Report, { fixes }: FixOptions): Fixed {
  const files = new Map<RepoPath, SourceFile>();
  let current = tree;
  let report = run(current);
  let applied = 0;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const chosen = chooseFixes(report.findings, fixes);
    if (chosen.length === 0) return { files: texts(files), tree: current, report, applied, notices: [] };
    for (const [path, changes] of changesByFile(chosen)) {
      const file = current.read(path);
      if (file) files.set(path, sourceFile(path, spliced(file.text, changes)));
    }
    applied += chosen.length;
    current = replaceFiles(tree, files);
    report = run(current);
  }
  const rules = [...new Set(rulesToFix(report.findings, fixes))].sort().join(', ');
  const message = `The fixes of these rules still find something to do after ${MOST_PASSES} passes: ${rules}.`;
  const notices: Notice[] =
    rules === '' ? [] : [{ code: 'internal/fixes-fight', severity: 'warning', message }];
  return { files: texts(files), tree: current, report, applied, notices };
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

/**
 * Applies the fixes of a rule and compares what comes out with what should.
 *
 * @module
 */

import type { Rule } from '../lint/findings/rule.js';
import { applyFixes } from '../lint/fix/apply-fixes.js';
import { memoryTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { type RunOptions, run } from './expect-marks.js';
import type { Repo } from './repo.js';

/** How fixes are applied in a test. */
export interface FixExpectation extends RunOptions {
  /** `safe` by default. */
  readonly fixes?: 'safe' | 'unsafe';
}

/**
 * Demands that the fixes of a rule turn a repository into another one, file by file and byte by byte, that its findings
 * with a fix are gone then, and that a second run changes nothing.
 *
 * @param after - only the files that differ
 * @throws Error with what came out instead
 */
export function expectFix(
  rule: Rule,
  before: Repo,
  after: Readonly<Record<string, string>>,
  { fixes = 'safe', ...options }: FixExpectation = {},
): void {
  const check = (tree: Repo['tree']): ReturnType<typeof run> => run(rule, { tree }, options);
  const fixed = applyFixes(before.tree, check, { fixes });
  const problem = fixed.notices[0] ?? fixed.report.notices.find(({ code }) => code.startsWith('internal/'));
  if (problem) throw new Error(problem.message);
  const changed = Object.fromEntries(fixed.files);
  for (const path of new Set([...Object.keys(changed), ...Object.keys(after)])) {
    const [is, should] = [changed[path] ?? before.files[path], after[path] ?? before.files[path]];
    if (is !== should) throw new Error(`The fix makes of '${path}':\n${is}\ninstead of:\n${should}`);
  }
  const again = applyFixes(memoryTree({ ...before.files, ...changed } as Record<RepoPath, string>), check, {
    fixes,
  });
  if (again.files.size > 0)
    throw new Error(`A second run changes ${[...again.files.keys()].join(', ')} once more.`);
}

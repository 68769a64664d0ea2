/**
 * Demands of a rule that have nothing to do with what it finds: it never throws, and the order of files is nothing to it.
 *
 * @module
 */
import type { Rule } from '../lint/findings/rule.js';
import { jsonReporter } from '../report/json.js';
import type { Report } from '../report/report.js';
import { treeOf } from '../source/file-tree.js';
import { type RunOptions, run } from './expect-marks.js';
import { hostileShapes } from './hostile-shapes.js';
import type { Repo } from './repo.js';

/**
 * Demands that a rule takes any shape of any value without a crash.
 *
 * @throws Error that names the change which made it crash
 */
export function expectRobust(
  rule: Rule,
  repository: Repo,
  options: RunOptions & { readonly most?: number } = {},
): void {
  for (const hostile of hostileShapes(repository, options.most)) {
    const crash = crashOf(run(rule, hostile, options));
    if (crash !== undefined) throw new Error(`With ${hostile.change}: ${crash}`);
  }
}

/**
 * Demands that two runs, and a run with the files in another order, give the same bytes.
 *
 * @throws Error where they do not
 */
export function expectDeterministic(rule: Rule, repository: Repo, options: RunOptions = {}): void {
  const once = print(run(rule, repository, options), repository);
  if (print(run(rule, repository, options), repository) !== once) {
    throw new Error('A second run finds something else.');
  }
  const { tree } = repository;
  const turned = treeOf([...tree.paths].reverse(), (path) => tree.read(path));
  if (print(run(rule, { tree: turned }, options), repository) !== once) {
    throw new Error('With the files in another order it finds something else.');
  }
}

function print(report: Report, { tree }: Repo): string {
  return jsonReporter(report, tree);
}

function crashOf({ notices }: Report): string | undefined {
  return notices.find(({ code }) => code === 'internal/rule-crash')?.message;
}

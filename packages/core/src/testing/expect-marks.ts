/**
 * Compares what a rule finds with what is drawn in a repository.
 *
 * @module
 */
import { check } from '../lint/check.js';
import { definePlugin, type Plugin, type Rule } from '../lint/findings/rule.js';
import type { Report, ReportedFinding } from '../report/report.js';
import type { Mark, Repo } from './repo.js';

/** What a rule is tested with besides the repository. */
export interface RunOptions {
  readonly options?: Readonly<Record<string, unknown>>;
  /** Other rules that run with it. */
  readonly with?: readonly Rule[];
  readonly config?: Parameters<typeof check>[1]['config'];
  readonly mounts?: Parameters<typeof check>[1]['mounts'];
}

/** Runs rules over a repository in memory. */
export function run(rule: Rule, { tree }: Pick<Repo, 'tree'>, options: RunOptions = {}): Report {
  const plugin: Plugin = definePlugin({
    apiVersion: 1,
    name: 'under-test',
    version: '0.0.0',
    namespace: '',
    rules: [rule, ...(options.with ?? [])],
  });
  const settings = Object.fromEntries(plugin.rules.map(({ id }) => [id, 'on'] as const));
  const own = options.options ? { [rule.id]: ['on', options.options] as const } : {};
  return check(tree, {
    plugins: [plugin],
    config: { ...options.config, extends: [], rules: { ...settings, ...own, ...options.config?.rules } },
    ...(options.mounts && { mounts: options.mounts }),
  });
}

/**
 * Demands that a rule finds exactly what is marked: the same rule at the same characters, no more and no less.
 *
 * @throws Error with what was expected and what was found
 */
export function expectMarks(rule: Rule, repository: Repo, options: RunOptions = {}): Report {
  const report = run(rule, repository, options);
  const crash = report.notices.find(({ code }) => code === 'internal/rule-crash');
  if (crash) throw new Error(crash.message);
  const found = report.findings.map((finding) => showFound(finding, repository));
  const wanted = repository.marks.map((mark) => showMark(mark, repository));
  const missing = subtract(wanted, found);
  const surplus = subtract(found, wanted);
  const unsaid = repository.marks.filter(
    (mark) =>
      mark.says !== '' &&
      !report.findings.some((each) => isAt(each, mark) && each.message.includes(mark.says)),
  );
  if (missing.length + surplus.length + unsaid.length === 0) return report;
  const lines = [
    ...missing.map((each) => `  expected but not found: ${each}`),
    ...surplus.map((each) => `  found but not expected: ${each}`),
    ...unsaid.map(
      (mark) => `  found, but its message does not say '${mark.says}': ${showMark(mark, repository)}`,
    ),
    ...report.findings.map(
      (each) => `  message at ${each.location.file}:${each.location.line}: ${each.message}`,
    ),
  ];
  throw new Error(`The findings are not as they are marked:\n${lines.join('\n')}`);
}

/** Demands that a rule has nothing to say. */
export function expectSilence(rule: Rule, repository: Repo, options: RunOptions = {}): Report {
  if (repository.marks.length > 0) throw new Error('A repository that is meant to be fine has marks.');
  return expectMarks(rule, repository, options);
}

function isAt({ location, rule }: ReportedFinding, mark: Mark): boolean {
  return rule === mark.rule && location.file === mark.file && location.line === mark.line;
}

function showFound({ location, rule }: ReportedFinding, repository: Repo): string {
  const { file, line, column, endLine, endColumn } = location;
  const text = lineOf(repository, file, line);
  // Of a place that goes on over several lines, the first one is marked.
  return show(rule, file, line, column, endLine === line ? endColumn : text.length + 1, text);
}

function showMark({ rule, file, line, column, endColumn }: Mark, repository: Repo): string {
  return show(rule, file, line, column, endColumn, lineOf(repository, file, line));
}

function show(rule: string, file: string, line: number, column: number, end: number, text: string): string {
  return `${rule} at ${file}:${line}:${column}-${end} '${text.slice(column - 1, end - 1)}'`;
}

function lineOf({ files }: Repo, file: string, line: number): string {
  return files[file]?.split('\n')[line - 1] ?? '';
}

function subtract(from: readonly string[], what: readonly string[]): string[] {
  const left = [...what];
  return from.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

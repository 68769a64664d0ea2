/**
 * The output formats: fluxvet's own, and those of plug-ins.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  closest,
  type FileTree,
  githubReporter,
  gitlabReporter,
  jsonReporter,
  junitReporter,
  lineReporter,
  markdownReporter,
  type Plugin,
  type Report,
  type Reporter,
  textReporter,
  UsageError,
} from '@fluxvet/core';
import { sarifReporter } from '@fluxvet/reporter-sarif';
import type { Io } from './io.js';

const OWN: Readonly<Record<string, Reporter>> = {
  text: textReporter,
  line: lineReporter,
  json: jsonReporter,
  sarif: sarifReporter,
  github: githubReporter,
  gitlab: gitlabReporter,
  junit: junitReporter,
  markdown: markdownReporter,
};

/** One output of a run: a format, and a file where it does not go to the standard output. */
export interface Output {
  readonly reporter: Reporter;
  readonly file?: string;
}

/**
 * Reads `--format` options such as `text` and `sarif=out.sarif`.
 *
 * @throws UsageError for a format that there is not, and where two formats would go to the standard output
 */
export function readFormats(given: readonly string[], plugins: readonly Plugin[]): Output[] {
  const reporters = new Map(Object.entries(OWN));
  for (const { namespace, reporters: more = {} } of plugins) {
    for (const [name, reporter] of Object.entries(more)) reporters.set(`${namespace}/${name}`, reporter);
  }
  const outputs = (given.length === 0 ? ['text'] : given).map((each): Output => {
    const at = each.indexOf('=');
    const name = at < 0 ? each : each.slice(0, at);
    const reporter = reporters.get(name);
    if (!reporter) throw new UsageError('bad-argument', noFormat(name, reporters.keys()));
    return at < 0 ? { reporter } : { reporter, file: each.slice(at + 1) };
  });
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      'bad-argument',
      'Only one format can go to the standard output: give the others a file.',
    );
  }
  return outputs;
}

function noFormat(name: string, names: Iterable<string>): string {
  const all = [...names];
  const near = closest(name, all);
  return near === undefined
    ? `There is no format '${name}'; there are: ${all.join(', ')}.`
    : `There is no format '${name}'; did you mean '${near}'?`;
}

/** Writes a report in every format asked for. */
export function writeOutputs(outputs: readonly Output[], report: Report, tree: FileTree, io: Io): void {
  for (const { reporter, file } of outputs) {
    if (file === undefined) io.write(reporter(report, tree, { color: io.color }));
    else writeText(resolve(io.cwd, file), reporter(report, tree));
  }
}

/**
 * Writes a file.
 *
 * @throws UsageError where it cannot be written
 */
export function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new UsageError('bad-argument', `'${path}' cannot be written: ${cause}.`);
  }
}

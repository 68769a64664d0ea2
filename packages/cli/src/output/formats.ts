/**
 * The output formats: fluxvet's own, and those of plug-ins.
 *
 * @module
 */
import { resolve } from 'node:path';
import {
  closest,
  type FileTree,
  githubReporter,
  gitlabReporter,
  jsonReporter,
  junitReporter,
  type Location,
  lineReporter,
  markdownReporter,
  type Plugin,
  type Report,
  type Reporter,
  redactorOf,
  textReporter,
  toRepoPath,
  UsageError,
} from '@fluxvet/core';
import { sarifReporterWith } from '@fluxvet/reporter-sarif';
import type { Given } from './command.js';
import type { Io } from './io.js';
import { writeText } from './write-files.js';

/** fluxvet's own; what a code host reads names files as seen from the root of the repository. */
function ownReporters(place: string): Readonly<Record<string, Reporter>> {
  return {
    text: textReporter,
    line: lineReporter,
    json: jsonReporter,
    sarif: sarifReporterWith({ directory: place }),
    github: (report, tree) => githubReporter(placedAt(place, report), tree),
    gitlab: (report, tree) => gitlabReporter(placedAt(place, report), tree),
    junit: junitReporter,
    markdown: markdownReporter,
  };
}

/** The report with the places of its findings and notices as seen from the root of the repository. */
function placedAt(place: string, report: Report): Report {
  if (place === '') return report;
  const moved = <T extends { readonly location?: Location }>(each: T): T => {
    const { location } = each;
    // Other repositories stand under names of their own.
    if (!location || location.file.startsWith('@')) return each;
    const file = toRepoPath(`${place}/${location.file}`) ?? location.file;
    return { ...each, location: { ...location, file } };
  };
  return { ...report, findings: report.findings.map(moved), notices: report.notices.map(moved) };
}

/** One output of a run: a format, and a file where it does not go to the standard output. */
export interface Output {
  readonly format: string;
  readonly reporter: Reporter;
  /** Where the reporter comes from, if it is not one of fluxvet's own. */
  readonly plugin?: Plugin;
  readonly file?: string;
}

/**
 * The format of a command that has few.
 *
 * @param formats - those that there are, the usual one first
 * @throws UsageError for any other
 */
export function readFormat<F extends string>(given: Given, formats: readonly [F, ...F[]]): F {
  const name = given.text('format') ?? formats[0];
  const found = formats.find((each) => each === name);
  if (found === undefined) throw new UsageError('bad-argument', noFormat(name, formats));
  return found;
}

/**
 * Reads `--format` options such as `text` and `sarif=out.sarif`.
 *
 * @param options - the plug-ins that can bring formats, and where in its repository the directory stands
 * @throws UsageError for a format that there is not, and where two formats would go to the standard output
 */
export function readFormats(
  given: readonly string[],
  { plugins, place }: { readonly plugins: readonly Plugin[]; readonly place: string },
): Output[] {
  const reporters = new Map<string, Pick<Output, 'reporter' | 'plugin'>>(
    Object.entries(ownReporters(place)).map(([name, reporter]) => [name, { reporter }]),
  );
  for (const plugin of plugins) {
    for (const [name, reporter] of Object.entries(plugin.reporters ?? {})) {
      reporters.set(`${plugin.namespace}/${name}`, { reporter, plugin });
    }
  }
  const outputs = (given.length === 0 ? ['text'] : given).map((each): Output => {
    const at = each.indexOf('=');
    const name = at < 0 ? each : each.slice(0, at);
    const found = reporters.get(name);
    if (!found) throw new UsageError('bad-argument', noFormat(name, reporters.keys()));
    return { format: name, ...found, ...(at >= 0 && { file: each.slice(at + 1) }) };
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

/**
 * Writes a report in every format asked for.
 *
 * @returns whether all could be made: a reporter of a plug-in that throws takes no other one with it
 */
export function writeOutputs(
  outputs: readonly Output[],
  report: Report,
  tree: FileTree,
  io: Io,
): 'whole' | 'incomplete' {
  let state: 'whole' | 'incomplete' = 'whole';
  for (const output of outputs) {
    const text = print(output, report, tree, io);
    if (text === undefined) state = 'incomplete';
    else if (output.file === undefined) io.write(text);
    else writeText(resolve(io.cwd, output.file), text);
  }
  return state;
}

/** The text of an output; what goes wrong in a plug-in is told as the fault of that one. */
function print(
  { format, reporter, plugin, file }: Output,
  report: Report,
  tree: FileTree,
  io: Io,
): string | undefined {
  const options = file === undefined ? { color: io.color } : {};
  const of = plugin ? ` of ${plugin.name}@${plugin.version}` : '';
  const blame = `fluxvet: the reporter '${format}'${of}`;
  try {
    const text: unknown = reporter(report, tree, options);
    if (typeof text === 'string') return text;
    io.warn(`${blame} gave no text.\n`);
  } catch (error) {
    io.warn(
      `${blame} crashed: ${redactorOf(tree).hide(error instanceof Error ? `${error.name}: ${error.message}` : String(error))}\n`,
    );
  }
  return undefined;
}

/**
 * `fluxvet check`: runs the rules and writes the report.
 *
 * @module
 */
import {
  check,
  type FileTree,
  mountTrees,
  openRevision,
  type Report,
  ROOT,
  type Severity,
  toRepoPath,
  UsageError,
} from '@fluxvet/core';
import { placeInRepository } from '../config/find-repository.js';
import { baselinePath, loadBaseline } from '../config/load-config.js';
import { CONFIG_OPTIONS, type OpenedRepository, openRepository } from '../config/repository-options.js';
import type { Command, Given, Option } from '../output/command.js';
import { EXIT, exitCode } from '../output/exit-code.js';
import { readFormats, writeOutputs } from '../output/formats.js';
import type { Io } from '../output/io.js';
import { showTimes } from '../output/show-times.js';
import { tellRun } from '../output/tell-run.js';
import { fixRepository } from './fix-repository.js';
import { writeBaseline } from './write-baseline.js';

const OPTIONS: Readonly<Record<string, Option>> = {
  format: {
    type: 'string',
    short: 'f',
    multiple: true,
    value: 'FORMAT[=FILE]',
    help: 'text, line, json, sarif, github, gitlab, junit or markdown; several at once',
  },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    help: 'The least severity that gives exit code 1: error, warning or note',
  },
  'max-warnings': { type: 'string', value: 'N', help: 'More warnings give exit code 1' },
  'exit-zero': { type: 'boolean', help: 'Findings do not change the exit code' },
  cluster: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'Report on this cluster only; several times for several',
  },
  fix: { type: 'string', value: 'unsafe', bare: 'safe', help: 'Change the files so that findings go away' },
  'fix-dry-run': {
    type: 'string',
    value: 'unsafe',
    bare: 'safe',
    help: 'Print what --fix would change, as a diff',
  },
  baseline: { type: 'string', value: 'FILE', help: 'Leave out the findings that this file knows' },
  'update-baseline': { type: 'boolean', help: 'Add all findings to the baseline' },
  'prune-baseline': {
    type: 'boolean',
    help: 'Take out of the baseline what there is no finding for any more',
  },
  since: { type: 'string', value: 'REVISION', help: 'Report only what this git revision does not have' },
  'no-suppressions': { type: 'boolean', help: 'Report what suppressions hide, too' },
  stats: { type: 'boolean', help: 'Tell how long each rule took, on the standard error output' },
  ...CONFIG_OPTIONS,
};

export const checkCommand: Command = {
  name: 'check',
  takes: '[path]',
  most: 1,
  summary: 'Report what is wrong with a repository',
  options: OPTIONS,
  run: runCheck,
};

async function runCheck(given: Given, io: Io): Promise<number> {
  const opened = await openRepository(given.positionals[0], given, io);
  const outputs = readFormats(given.texts('format'), {
    plugins: opened.loaded.plugins,
    place: placeInRepository(opened.directory),
  });
  const exit = exitOptions(given, opened);
  const run = checker(given, opened, io);
  const fixes = given.text('fix-dry-run') ?? given.text('fix');
  if (fixes !== undefined) {
    if (fixes !== 'safe' && fixes !== 'unsafe') {
      throw new UsageError('bad-argument', `--fix takes 'unsafe' or nothing, and not '${fixes}'.`);
    }
    const mode = given.text('fix-dry-run') === undefined ? 'write' : 'diff';
    const fixed = fixRepository(opened, run, { fixes, mode }, io);
    // A dry run prints the difference in the place of all formats.
    tellRun(fixed.report, fixed.tree, mode === 'write' ? outputs : [], io);
    const state =
      mode === 'write' ? writeOutputs(outputs, fixed.report, shown(fixed.tree, opened), io) : 'whole';
    return state === 'whole' ? exitCode(fixed.report, exit) : EXIT.incomplete;
  }
  const report = run(opened.tree);
  const written = writeBaseline(report, given, opened, io);
  const last = written ? run(opened.tree) : report;
  const tree = shown(opened.tree, opened);
  const state = writeOutputs(outputs, last, tree, io);
  tellRun(last, tree, outputs, io);
  if (state === 'incomplete') return EXIT.incomplete;
  return written && report.complete ? 0 : exitCode(report, exit);
}

/** Findings can lead into mounted repositories. */
function shown(tree: FileTree, { loaded }: OpenedRepository): FileTree {
  return mountTrees(tree, loaded.mounts).tree;
}

/** The check with everything that the options ask for; it is run again after fixes. */
function checker(
  given: Given,
  { directory, loaded }: OpenedRepository,
  io: Io,
): (tree: OpenedRepository['tree']) => Report {
  const revision = given.text('since');
  const common = {
    ...loaded,
    clusters: given.texts('cluster'),
    ...(given.flag('no-suppressions') && { suppressions: 'ignored' as const }),
  };
  const since =
    revision === undefined ? undefined : counts(checkRevision(openRevision(directory, revision), common));
  return (tree) => {
    const path = baselinePath(given.text('baseline'), loaded, { cwd: io.cwd, directory });
    if (
      given.text('baseline') !== undefined &&
      !given.flag('update-baseline') &&
      loadBaseline(path, io.cwd, loaded.files) === undefined
    ) {
      throw new UsageError('bad-baseline', `There is no baseline '${given.text('baseline')}'.`);
    }
    const baseline = loadBaseline(path, io.cwd, loaded.files);
    return check(tree, {
      ...common,
      ...(baseline && { baseline }),
      ...(since && { since }),
      ...(given.flag('stats') && { onTimes: (times) => io.warn(showTimes(times)) }),
    });
  };
}

/** A cluster that the configuration names can be new. */
function checkRevision(tree: FileTree, options: Parameters<typeof check>[1]): Report {
  const { config = {} } = options;
  const clusters = config.clusters?.filter(({ path }) => tree.isDirectory(toRepoPath(path) ?? ROOT));
  return check(tree, { ...options, clusters: [], config: { ...config, ...(clusters && { clusters }) } });
}

function counts({ findings }: Report): Map<string, number> {
  const found = new Map<string, number>();
  for (const { fingerprint } of findings) found.set(fingerprint, (found.get(fingerprint) ?? 0) + 1);
  return found;
}

function exitOptions(given: Given, { loaded }: OpenedRepository): Parameters<typeof exitCode>[1] {
  const failOn = given.text('fail-on') ?? loaded.config.failOn ?? 'error';
  if (!isSeverity(failOn)) {
    throw new UsageError('bad-argument', `--fail-on takes error, warning or note, and not '${failOn}'.`);
  }
  const most = given.text('max-warnings');
  if (most !== undefined && !/^\d+$/.test(most)) {
    throw new UsageError('bad-argument', `--max-warnings takes a number, and not '${most}'.`);
  }
  return {
    failOn,
    exitZero: given.flag('exit-zero'),
    ...(most !== undefined && { maxWarnings: Number(most) }),
  };
}

function isSeverity(text: string): text is Severity {
  return text === 'error' || text === 'warning' || text === 'note';
}

/**
 * Chooses the command, and turns what goes wrong into a message and an exit code.
 *
 * @module
 */
import { closest, UsageError, VERSION, visibleLines, withoutCommands } from '@fluxvet/core';
import { buildCommand } from './commands/build.js';
import { checkCommand } from './commands/check.js';
import { configCommand } from './commands/config.js';
import { explainCommand } from './commands/explain.js';
import { graphCommand } from './commands/graph.js';
import { initCommand } from './commands/init.js';
import { listCommand } from './commands/list.js';
import { newPluginCommand } from './commands/new-plugin.js';
import { pullCommand } from './commands/pull.js';
import { renderCommand } from './commands/render.js';
import { rulesCommand } from './commands/rules.js';
import { type Command, parseCommand, printHelp, printUsage } from './output/command.js';
import { EXIT } from './output/exit-code.js';
import type { Io } from './output/io.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  checkCommand,
  listCommand,
  explainCommand,
  renderCommand,
  graphCommand,
  buildCommand,
  pullCommand,
  rulesCommand,
  configCommand,
  initCommand,
  newPluginCommand,
];

/** Runs the program; answers its exit code and never throws. */
export async function main(argv: readonly string[], given: Io): Promise<number> {
  // Whatever is said about a repository may quote it.
  const io: Io = { ...given, warn: (text) => given.warn(withoutCommands(visibleLines(text))) };
  try {
    return await runCommand(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.warn(`fluxvet: ${error.message}\n`);
      return EXIT.badRequest;
    }
    io.warn(`fluxvet: this is a bug in fluxvet, and the run is incomplete.\n${callsOf(error)}\n`);
    return EXIT.incomplete;
  }
}

/** What was called when something was thrown; its message could quote a secret of the repository. */
function callsOf(error: unknown): string {
  if (!(error instanceof Error)) return `A ${typeof error} was thrown.`;
  const calls = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [error.name, ...calls].join('\n');
}

async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const wanted = name === 'help' ? COMMANDS.find((each) => each.name === rest[0]) : undefined;
    io.write(wanted ? printHelp(wanted) : printUsage(COMMANDS));
    return EXIT.clean;
  }
  if (name === '--version' || name === '-V') {
    io.write(`${VERSION}\n`);
    return EXIT.clean;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) throw new UsageError('bad-argument', noCommand(name));
  if (rest.includes('--help') || rest.includes('-h')) {
    io.write(printHelp(command));
    return EXIT.clean;
  }
  return command.run(parseCommand(command, rest), io);
}

function noCommand(name: string): string {
  const names = COMMANDS.map((each) => each.name);
  const near = closest(name, names);
  const hint = near === undefined ? `there are: ${names.join(', ')}` : `did you mean '${near}'?`;
  return `There is no command '${name}'; ${hint}`.replace(/([^?])$/, '$1.');
}

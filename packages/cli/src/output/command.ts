/**
 * What a command is, how its arguments are read and how its help is written: all from one table.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { closest, own, UsageError } from '@fluxvet/core';
import type { Io } from './io.js';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help. */
  readonly value?: string;
  /** The value of an option that is given without one. */
  readonly bare?: string;
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** The arguments besides options, as the help shows them. */
  readonly takes: string;
  readonly most: number;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly run: (given: Given, io: Io) => Promise<number> | number;
}

/** The arguments of a command. */
export interface Given {
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

/**
 * Reads the arguments of a command.
 *
 * @throws UsageError with code `bad-argument`
 */
export function parseCommand(command: Command, argv: readonly string[]): Given {
  const { values, positionals } = parsed(command, argv);
  if (positionals.length > command.most) {
    throw new UsageError('bad-argument', `'${positionals[command.most]}' is one argument too many.`);
  }
  const texts = (option: string): readonly string[] => {
    const value = own(values, option);
    return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
  };
  return {
    positionals,
    texts,
    text: (option) => texts(option).at(-1),
    flag: (option) => own(values, option) === true,
  };
}

function parsed(
  command: Command,
  argv: readonly string[],
): { values: Record<string, unknown>; positionals: string[] } {
  const args = argv.map((argument) => {
    const option = argument.startsWith('--') ? own(command.options, argument.slice(2)) : undefined;
    return option?.bare === undefined ? argument : `${argument}=${option.bare}`;
  });
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short !== undefined && { short }) },
    ]),
  );
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError('bad-argument', explained(command, error));
  }
}

function explained({ name, options }: Command, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const wrong = /Unknown option '(-+[^']+)'/.exec(text)?.[1];
  if (wrong === undefined)
    return (
      text
        .replace(/^Option/, 'The option')
        .split('. ')[0]
        ?.concat('.') ?? text
    );
  const near = closest(wrong.replace(/^-+/, ''), Object.keys(options));
  const hint = near === undefined ? `see 'fluxvet ${name} --help'.` : `did you mean '--${near}'?`;
  return `'fluxvet ${name}' has no option '${wrong}'; ${hint}`;
}

/** The help of one command. */
export function printHelp({ name, takes, summary, options }: Command): string {
  const rows = Object.entries(options).map(([option, { short, value, bare, help }]) => {
    const long = `--${option}${value === undefined ? '' : bare === undefined ? ` ${value}` : `[=${value}]`}`;
    return [`${short === undefined ? '    ' : `-${short}, `}${long}`, help] as const;
  });
  const usage = `Usage: fluxvet ${name}${takes === '' ? '' : ` ${takes}`}${rows.length > 0 ? ' [options]' : ''}`;
  return `${summary}\n\n${usage}\n${rows.length > 0 ? `\nOptions:\n${table(rows)}` : ''}`;
}

/** The help of the program. */
export function printUsage(commands: readonly Command[]): string {
  const rows = commands.map(({ name, takes, summary }) => [`${name} ${takes}`.trim(), summary] as const);
  return `Checks what Flux would apply to every cluster of a repository.

Usage: fluxvet <command> [options]

Commands:
${table(rows)}
'fluxvet <command> --help' tells the options of a command.
Exit codes: 0 clean, 1 findings, 2 bad request, 3 incomplete run.
`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}\n`).join('');
}

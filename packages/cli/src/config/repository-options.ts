/**
 * What every command that looks at a repository does first: opens it, loads its configuration and its model.
 *
 * @module
 */
import { resolve } from 'node:path';
import { type FileTree, type FluxModel, loadConfigured, openTree, UsageError } from '@fluxvet/core';
import type { Given, Option } from '../output/command.js';
import type { Io } from '../output/io.js';
import { type LoadedConfig, loadConfig } from './load-config.js';
import { withRulesDirectory } from './load-rules-dir.js';

/** The options that say which configuration holds. */
export const CONFIG_OPTIONS: Readonly<Record<string, Option>> = {
  config: {
    type: 'string',
    short: 'c',
    value: 'FILE',
    help: 'The configuration, instead of the one that is found',
  },
  'no-plugins': {
    type: 'boolean',
    help: 'Run no code that the configuration names, for repositories that are not trusted',
  },
  untrusted: {
    type: 'boolean',
    help: 'Trust nothing of the repository: run no code of it, and use neither its configuration nor its baseline',
  },
  base: {
    type: 'string',
    value: 'REVISION',
    help: 'With --untrusted: use the configuration and the baseline of this git revision',
  },
  'rules-dir': {
    type: 'string',
    value: 'DIR',
    help: "Take the rules of this directory, too, as 'local/<id>'",
  },
  'no-lock': { type: 'boolean', help: 'Leave out what fluxvet.lock names' },
};

export interface OpenedRepository {
  readonly directory: string;
  readonly tree: FileTree;
  readonly loaded: LoadedConfig;
}

/**
 * Opens the repository at a path, the working directory by default.
 *
 * @throws UsageError where there is nothing that could be checked
 */
export async function openRepository(
  path: string | undefined,
  given: Given,
  io: Io,
): Promise<OpenedRepository> {
  const directory = resolve(io.cwd, path ?? '.');
  const tree = openTree(directory);
  const loaded = await loadGiven(directory, given, io);
  if (!tree.paths.some((each) => /\.ya?ml$/.test(each))) {
    throw new UsageError('no-input', `'${path ?? '.'}' has no YAML files.`);
  }
  if (io.watched && tree.paths.length > MANY) io.warn(`fluxvet: looking at ${tree.paths.length} files\n`);
  return { directory, tree, loaded };
}

const MANY = 2000;

/** Loads what the options say of configuration and rules. */
export async function loadGiven(directory: string, given: Given, io: Io): Promise<LoadedConfig> {
  const configured = await loadConfig(directory, {
    config: given.text('config'),
    plugins: given.flag('no-plugins') ? 'refused' : 'loaded',
    cwd: io.cwd,
    ...(given.flag('untrusted') && { untrusted: { base: given.text('base') } }),
    ...(given.flag('no-lock') && { lock: 'ignored' as const }),
    ...(io.env && { env: io.env }),
  });
  const rules = given.text('rules-dir');
  if (given.flag('untrusted') && rules !== undefined) {
    throw new UsageError('bad-argument', '--rules-dir runs code, which --untrusted does not.');
  }
  if (!given.flag('untrusted') && given.text('base') !== undefined) {
    throw new UsageError('bad-argument', '--base goes with --untrusted only.');
  }
  return rules === undefined ? configured : withRulesDirectory(configured, resolve(io.cwd, rules));
}

/** Opens a repository and loads its model. */
export async function openModel(path: string | undefined, given: Given, io: Io): Promise<FluxModel> {
  const { tree, loaded } = await openRepository(path, given, io);
  return loadConfigured(tree, loaded);
}

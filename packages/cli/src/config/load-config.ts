/**
 * Loads the configuration of a repository with all that it names: plug-ins, mounted repositories and the baseline.
 *
 * @module
 */
import { dirname, join, resolve } from 'node:path';
import {
  type Baseline,
  type Config,
  type ConfigSource,
  configSchema,
  type Mount,
  type Notice,
  openTree,
  type Plugin,
  type RepoPath,
  readBaseline,
  readConfig,
  showProblems,
  sourceFile,
  UsageError,
} from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';
import { cacheDirectory, type Env } from '../lock/cache.js';
import { LOCK_NAME, readLock } from '../lock/lock.js';
import { lockedMounts } from '../lock/locked-mounts.js';
import { importModule } from '../plugins/import-module.js';
import { loadPlugins, shownPath } from '../plugins/load-plugins.js';
import { withoutPlugins } from '../plugins/without-plugins.js';
import { findConfig } from './find-config.js';
import { filesOfBase, filesOnDisk, type SettingFiles } from './setting-files.js';

/** Where a configuration is looked for, and what of it may run. */
export interface LoadConfigOptions {
  /** The file, where it is not to be looked for. */
  readonly config?: string | undefined;
  /** `refused` runs no code of the repository. */
  readonly plugins?: 'loaded' | 'refused';
  /** Where messages see paths from; the directory that is checked by default. */
  readonly cwd?: string;
  /** Set where the repository is not trusted; with the revision whose settings are. */
  readonly untrusted?: { readonly base?: string | undefined };
  /** `ignored` leaves out what `fluxvet.lock` names. */
  readonly lock?: 'used' | 'ignored';
  /** The variables of the surroundings, for the place of the cache. */
  readonly env?: Env;
}

/** A configuration, ready for `check`. */
export interface LoadedConfig {
  readonly config: Config;
  readonly configSource?: ConfigSource;
  /** fluxvet's own rules first. */
  readonly plugins: readonly Plugin[];
  /** Checkouts that the configuration names, and content that the lock names. */
  readonly mounts: readonly Mount[];
  readonly notices: readonly Notice[];
  /** The file of the configuration, absent where there is none. */
  readonly path?: string;
  /** Where the files that steer a run are read. */
  readonly files: SettingFiles;
}

/**
 * Loads what holds for a directory.
 *
 * @throws UsageError for anything in it that is wrong, with its place
 */
export async function loadConfig(directory: string, options: LoadConfigOptions = {}): Promise<LoadedConfig> {
  const { cwd = directory, untrusted } = options;
  const files = untrusted ? filesOfBase(directory, untrusted.base) : filesOnDisk;
  const told = untrusted ? [noticeOf(untrusted.base)] : [];
  const path = options.config === undefined ? findConfig(directory, files) : resolve(cwd, options.config);
  const mountsOf = (own: readonly Mount[]): Mount[] => [...own, ...mountsOfLock(directory, own, options)];
  const none = { config: {}, plugins: [fluxvetRules], mounts: mountsOf([]), notices: told, files };
  if (path === undefined) return none;
  const content = files.read(path);
  if (!content) throw new UsageError('bad-config', `There is no configuration '${options.config}'.`);
  const refused = options.plugins === 'refused' || untrusted !== undefined;
  const isData = /\.(ya?ml|json)$/.test(path);
  // One that was found is a program of the base, and asks for more than is given.
  if (!isData && untrusted && options.config === undefined) return none;
  const file: Named = { path, inside: shownPath(directory, path) as RepoPath, shown: shownPath(cwd, path) };
  const read = isData ? readData(file, content) : await readProgram(file, refused);
  const own = [fluxvetRules];
  const named = read.config.plugins ?? [];
  const loaded = refused ? [] : await loadPlugins(named, path);
  const { config, notices } =
    refused && named.length > 0 ? withoutPlugins(read.config) : { config: read.config, notices: [] };
  return {
    config,
    configSource: read.source,
    plugins: [...own, ...loaded],
    mounts: mountsOf(openMounts(config, path, files)),
    notices: [...told, ...notices],
    files,
    path,
  };
}

interface ReadFile {
  readonly config: Config;
  readonly source: ConfigSource;
}

/** The file of a configuration and what it is called. */
interface Named {
  readonly path: string;
  /** As seen from the directory that is checked: reports name it so. */
  readonly inside: RepoPath;
  /** As seen from where the program runs. */
  readonly shown: string;
}

function readData({ inside, shown }: Named, content: Uint8Array): ReadFile {
  const file = sourceFile(inside, content);
  const { config, node, diagnostics } = readConfig(file);
  const source: ConfigSource = { file, shown, ...(node && { node }) };
  if (diagnostics.length > 0) throw new UsageError('bad-config', showProblems(diagnostics, source));
  return { config, source };
}

async function readProgram({ path, inside, shown }: Named, refused: boolean): Promise<ReadFile> {
  if (refused) {
    throw new UsageError('bad-config', `The configuration '${shown}' is a program, which is not to be run.`);
  }
  let exported: unknown;
  try {
    exported = (await importModule(path))['default'];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new UsageError('bad-config', `${shown}: ${cause}`);
  }
  const parsed = configSchema.safeParse(exported);
  if (parsed.success) return { config: parsed.data, source: { file: sourceFile(inside, ''), shown } };
  const told = parsed.error.issues.map((issue) => `${shown}: ${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError('bad-config', told.join('\n'));
}

function openMounts(config: Config, path: string, { mayOpen }: SettingFiles): Mount[] {
  const places = (config.sources ?? []).filter((each) => mayOpen(resolve(dirname(path), each.path)));
  return places.map(({ url, kind, namespace, name, ref, path: checkout }) => ({
    tree: openTree(resolve(dirname(path), checkout)),
    ...(url !== undefined && { url }),
    ...(kind !== undefined && name !== undefined && { object: { kind, namespace, name } }),
    ...(ref !== undefined && { ref }),
  }));
}

/** Where the lock of a directory stands: beside the configuration that is found for it, or else in the directory itself. */
export function lockPath(directory: string): string {
  const config = findConfig(directory);
  return join(config === undefined ? directory : dirname(config), LOCK_NAME);
}

function mountsOfLock(
  directory: string,
  own: readonly Mount[],
  { lock, untrusted, env = {} }: LoadConfigOptions,
): Mount[] {
  const read = lock === 'ignored' || untrusted ? undefined : readLock(lockPath(directory));
  return read ? lockedMounts(read, cacheDirectory(env), own) : [];
}

function noticeOf(base: string | undefined): Notice {
  const which = base === undefined ? 'are not used' : `are those of '${base}'`;
  const message = `The repository is not trusted: its configuration and its baseline ${which}, no plug-in is loaded.`;
  return { code: 'config/untrusted', severity: 'note', message };
}

/** The file of the baseline and what it says; nothing where none is asked for. */
export function loadBaseline(
  path: string | undefined,
  cwd: string,
  files: SettingFiles = filesOnDisk,
): Baseline | undefined {
  if (path === undefined) return undefined;
  const content = files.read(path);
  return content && readBaseline(sourceFile(shownPath(cwd, path) as RepoPath, content));
}

/** Where the baseline stands: as an option says, or the configuration, or else beside the repository's other files. */
export function baselinePath(
  given: string | undefined,
  { config, path }: LoadedConfig,
  { cwd, directory }: { readonly cwd: string; readonly directory: string },
): string {
  if (given !== undefined) return resolve(cwd, given);
  const { baseline } = config;
  const configured = typeof baseline === 'object' ? baseline.path : baseline;
  if (configured !== undefined && path !== undefined) return resolve(dirname(path), configured);
  return resolve(directory, 'fluxvet-baseline.json');
}

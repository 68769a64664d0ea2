/**
 * `fluxvet pull`: brings what the clusters take from elsewhere into the cache. The one command with a network.
 *
 * @module
 */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { loadConfigured, matchesGlob, UsageError, visible, withoutCommands } from '@fluxvet/core';
import { lockPath } from '../config/load-config.js';
import { CONFIG_OPTIONS, openRepository } from '../config/repository-options.js';
import { cacheDirectory, isCached } from '../lock/cache.js';
import { type Lock, printLock, readLock, showWanted, type Wanted, wantedKey } from '../lock/lock.js';
import type { Command, Given } from '../output/command.js';
import { EXIT } from '../output/exit-code.js';
import type { Io } from '../output/io.js';
import type { PullStart } from '../pull/pull-all.js';
import type { Want } from '../pull/wants.js';

export const pullCommand: Command = {
  name: 'pull',
  takes: '[path]',
  most: 2,
  summary: 'Bring the sources and charts of the clusters into the cache, and write fluxvet.lock',
  options: {
    update: {
      type: 'string',
      value: 'NAME',
      bare: '*',
      help: 'Choose branches, tags and ranges again: of all sources, or of one by its name, address or chart',
    },
    check: { type: 'boolean', help: 'Bring nothing; fail where the lock is older than the files' },
    timeout: { type: 'string', value: 'SECONDS', help: 'How long one source may take; 120 by default' },
    config: CONFIG_OPTIONS['config'] ?? { type: 'string', help: '' },
    'no-plugins': CONFIG_OPTIONS['no-plugins'] ?? { type: 'boolean', help: '' },
  },
  run: runPull,
};

async function runPull(given: Given, io: Io): Promise<number> {
  const { path, update } = readTargets(given, io);
  // What the lock names is opened here, piece by piece: it may be what this is to bring.
  const opened = await openRepository(
    path,
    { ...given, flag: (name) => name === 'no-lock' || given.flag(name) },
    io,
  );
  const { directory, tree, loaded } = opened;
  const { allow, skip = [] } = loaded.config.pull ?? {};
  const place = lockPath(directory);
  const env = io.env ?? {};
  const common = {
    cache: cacheDirectory(env),
    lock: readLock(place),
    configured: loaded.mounts,
    load: (mounts: PullStart['configured']) => loadConfigured(tree, { ...loaded, mounts }),
    isSkipped: ({ url }: Wanted) => skip.some((pattern) => matchesGlob(url, pattern)),
  };
  const name = relative(io.cwd, place) || place;
  if (given.flag('check')) return checkLock(common, name, io);
  // Loaded here, so that no other command pays for it.
  const { clientOf, LIMITS, policyOf, pullAll } = await import('../pull/index.js');
  const time = secondsOf(given.text('timeout'));
  const limits = time === undefined ? LIMITS : { ...LIMITS, time, silence: Math.min(time, LIMITS.silence) };
  const pulled = await pullAll({
    ...common,
    means: { client: clientOf(policyOf(allow), limits), env, indexes: new Map() },
    isUpdated: (want) => update !== undefined && (update === '*' || isCalled(want, update)),
    onBrought: (source, how) => {
      if (how !== 'same') io.write(shownLine(`${showWanted(source)}  ${source.revision}`));
    },
  });
  for (const { want, reason } of pulled.failures) {
    io.warn(`fluxvet: ${showWanted(want)} is not brought: ${reason} (${want.by.join(', ')})\n`);
  }
  const { sources } = pulled.lock;
  if (sources.length > 0) writeFileSync(place, printLock(pulled.lock));
  else if (common.lock) rmSync(place);
  io.warn(`fluxvet: ${sources.length} in ${name}, ${pulled.failures.length} not brought\n`);
  return pulled.failures.length === 0 ? EXIT.clean : EXIT.incomplete;
}

/** With `--update`, an argument that is no directory is the name of what to update. */
function readTargets(given: Given, io: Io): { path: string | undefined; update: string | undefined } {
  const [first, second] = given.positionals;
  const update = given.text('update');
  const isDirectory = (each: string): boolean => {
    const at = resolve(io.cwd, each);
    return existsSync(at) && statSync(at).isDirectory();
  };
  if (update === '*' && second !== undefined) {
    return isDirectory(first ?? '') ? { path: first, update: second } : { path: second, update: first };
  }
  if (update === '*' && first !== undefined && !isDirectory(first)) return { path: undefined, update: first };
  if (second !== undefined) throw new UsageError('bad-argument', `'${second}' is one argument too many.`);
  return { path: first, update };
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0))
    throw new UsageError('bad-argument', `--timeout takes a number of seconds, and not '${text}'.`);
  return seconds * 1000;
}

/** Whether a source is called by its name, the whole name of an object, its address or its chart. */
function isCalled({ by, url, chart }: Want, name: string): boolean {
  if (url === name || chart === name) return true;
  return by.some((each) => each === name || each.endsWith(`/${name}`));
}

type LockState = Pick<PullStart, 'cache' | 'lock' | 'configured' | 'load' | 'isSkipped'>;

async function checkLock(state: LockState, name: string, io: Io): Promise<number> {
  const { wantedNow } = await import('../pull/index.js');
  const { lock = { version: 1, sources: [] } satisfies Lock, cache } = state;
  const there = lock.sources.filter(({ digest }) => isCached(cache, digest));
  const wants = wantedNow(state, there);
  const locked = new Set(lock.sources.map(wantedKey));
  const wanted = new Set(wants.map(wantedKey));
  const missing = wants.filter((want) => want.problem === undefined && !locked.has(wantedKey(want)));
  // What is not in the cache may want what nothing else does.
  const whole = there.length === lock.sources.length;
  const left = whole ? lock.sources.filter((each) => !wanted.has(wantedKey(each))) : [];
  for (const want of missing)
    io.write(shownLine(`${showWanted(want)} is not in ${name} (${want.by.join(', ')})`));
  for (const each of left)
    io.write(shownLine(`${showWanted(each)} is in ${name}, and nothing wants it any more`));
  if (missing.length + left.length === 0) return EXIT.clean;
  io.warn(`fluxvet: ${name} is older than the files; 'fluxvet pull' brings it up to date\n`);
  return EXIT.findings;
}

function shownLine(text: string): string {
  return `${withoutCommands(visible(text))}\n`;
}

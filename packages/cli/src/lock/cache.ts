/**
 * The cache that `fluxvet pull` fills, outside of every repository. What lies there is named by its digest.
 *
 * @module
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FileTree } from '@fluxvet/core';
import { openPackedTree, type PackedTree } from './packed-tree.js';

/** The variables of the surroundings. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The directory of the cache: `FLUXVET_CACHE`, or where the system keeps what can be fetched again. */
export function cacheDirectory(env: Env): string {
  const own = env['FLUXVET_CACHE'];
  if (own) return own;
  const home = env['HOME'] ?? homedir();
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'fluxvet');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'fluxvet');
  return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'fluxvet');
}

/** Whether the content with a digest is there. */
export function isCached(cache: string, digest: string): boolean {
  return existsSync(placeOf(cache, digest));
}

/** Puts content into the cache; a run that is broken off leaves nothing under its name. */
export function putInCache(cache: string, { digest, parts }: PackedTree): void {
  const place = placeOf(cache, digest);
  mkdirSync(join(cache, 'trees'), { recursive: true });
  const unfinished = `${place}.${process.pid}.part`;
  try {
    writeFileSync(unfinished, Buffer.concat(parts), { mode: 0o600 });
    renameSync(unfinished, place);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Opens content of the cache.
 *
 * @throws UsageError `bad-lock` where it is not what was put there
 */
export function openCached(cache: string, digest: string): FileTree {
  return openPackedTree(placeOf(cache, digest), digest);
}

function placeOf(cache: string, digest: string): string {
  return join(cache, 'trees', digest.replace(/^sha256:/, ''));
}

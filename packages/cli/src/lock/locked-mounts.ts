/**
 * What a lock names, opened from the cache: no network, and the same content everywhere.
 *
 * @module
 */
import { isSameRef, type Mount, normalizeUrl, UsageError } from '@fluxvet/core';
import { isCached, openCached } from './cache.js';
import { type Lock, showWanted } from './lock.js';

/**
 * The content of a lock. What the configuration mounts by itself stays as it says.
 *
 * @throws UsageError `bad-lock` where something is not in the cache, or is not what the lock names
 */
export function lockedMounts(lock: Lock, cache: string, configured: readonly Mount[]): Mount[] {
  const lost = lock.sources.filter(({ digest }) => !isCached(cache, digest));
  if (lost.length > 0) {
    const names = lost.map((each) => `\n  ${showWanted(each)}`).join('');
    throw new UsageError(
      'bad-lock',
      `Content that fluxvet.lock names is not in the cache; 'fluxvet pull' brings it:${names}`,
    );
  }
  const mounts = lock.sources.map(
    ({ url, ref, chart, digest }): Mount => ({
      url,
      ...(ref !== undefined && { ref }),
      ...(chart !== undefined && { chart }),
      tree: openCached(cache, digest),
    }),
  );
  return mounts.filter((mount) => !configured.some((each) => isInPlaceOf(each, mount)));
}

function isInPlaceOf(configured: Mount, { url, ref, chart }: Mount): boolean {
  if (chart !== undefined || url === undefined || configured.url === undefined) return false;
  if (normalizeUrl(configured.url) !== normalizeUrl(url)) return false;
  if (configured.ref === undefined) return true;
  return (
    ref !== undefined && (typeof ref === 'string' ? configured.ref === ref : isSameRef(configured.ref, ref))
  );
}

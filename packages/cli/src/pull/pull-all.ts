/**
 * Brings everything that a repository wants. What is brought can want more, so this goes in rounds until nothing is new.
 *
 * @module
 */
import { type FluxModel, type Mount, memoryTree, mountTrees, UsageError } from '@fluxvet/core';
import { isCached, openCached, putInCache } from '../lock/cache.js';
import { type Lock, type LockedSource, type Wanted, wantedKey } from '../lock/lock.js';
import { packTree } from '../lock/packed-tree.js';
import { oneLine, PullFailure } from './ask/failure.js';
import { bring, type Means } from './bring.js';
import { type Want, wantsOf } from './wants.js';

/** What a pull starts from. */
export interface PullStart {
  readonly means: Means;
  readonly cache: string;
  /** What was brought before. */
  readonly lock: Lock | undefined;
  /** What the configuration mounts by itself. */
  readonly configured: readonly Mount[];
  /** The model of the repository with the content that is mounted. */
  readonly load: (mounts: readonly Mount[]) => FluxModel;
  /** Whether what is locked is chosen again. */
  readonly isUpdated: (want: Want) => boolean;
  readonly isSkipped: (want: Wanted) => boolean;
  readonly onBrought: (source: LockedSource, how: 'new' | 'changed' | 'same') => void;
}

/** Something that is not brought. */
export interface NotBrought {
  readonly want: Want;
  readonly reason: string;
}

/** What a pull has done. */
export interface Pulled {
  readonly lock: Lock;
  readonly failures: readonly NotBrought[];
}

// Sources that bring sources that bring sources: nobody goes deeper.
const MOST_ROUNDS = 10;
const AT_ONCE = 4;

export async function pullAll(start: PullStart): Promise<Pulled> {
  const before = new Map(start.lock?.sources.map((each) => [wantedKey(each), each]));
  const sources = new Map<string, LockedSource>();
  const failures = new Map<string, NotBrought>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wants = wantedNow(start, [...sources.values()]);
    const open = wants.filter((want) => !sources.has(wantedKey(want)) && !failures.has(wantedKey(want)));
    if (open.length === 0) break;
    await inTurns(open, async (want) => {
      const key = wantedKey(want);
      const known = before.get(key);
      try {
        const source = await bringOne(want, known, start);
        sources.set(key, source);
        const how = known === undefined ? 'new' : known.digest === source.digest ? 'same' : 'changed';
        start.onBrought(source, how);
      } catch (error) {
        failures.set(key, { want, reason: reasonOf(error) });
        // What was brought before is better than nothing.
        if (known && isCached(start.cache, known.digest)) sources.set(key, known);
      }
    });
  }
  const order = [...failures.values()].sort((a, b) => (wantedKey(a.want) < wantedKey(b.want) ? -1 : 1));
  return { lock: { version: 1, sources: [...sources.values()] }, failures: order };
}

function reasonOf(error: unknown): string {
  if (error instanceof PullFailure || error instanceof UsageError) return oneLine(error.message);
  return oneLine(
    `this is a bug in fluxvet: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

/** What is wanted once some content is there. */
export function wantedNow(
  { load, configured, cache, isSkipped }: Pick<PullStart, 'load' | 'configured' | 'cache' | 'isSkipped'>,
  sources: readonly LockedSource[],
): Want[] {
  const mounts = sources.map(
    ({ url, ref, chart, digest }): Mount => ({
      url,
      ...(ref !== undefined && { ref }),
      ...(chart !== undefined && { chart }),
      tree: openCached(cache, digest),
    }),
  );
  const { mounted } = mountTrees(memoryTree({}), configured);
  return wantsOf(load([...configured, ...mounts]), mounted).filter((want) => !isSkipped(want));
}

async function bringOne(
  want: Want,
  known: LockedSource | undefined,
  start: PullStart,
): Promise<LockedSource> {
  if (want.problem !== undefined) throw new PullFailure(want.problem);
  const { cache, means, isUpdated } = start;
  const kept = known && !isUpdated(want) ? known : undefined;
  if (kept && isIntact(cache, kept.digest)) return kept;
  const { files, revision } = await bring(want, kept?.revision, means);
  const packed = packTree(files);
  if (kept && kept.digest !== packed.digest) {
    throw new PullFailure(
      `${kept.revision} has another content than when it was locked (${packed.digest}); 'fluxvet pull --update' takes it`,
    );
  }
  putInCache(cache, packed);
  const { kind, url, ref, chart } = want;
  const wanted = { kind, url, ...(ref !== undefined && { ref }), ...(chart !== undefined && { chart }) };
  return { ...wanted, revision, digest: packed.digest };
}

function isIntact(cache: string, digest: string): boolean {
  if (!isCached(cache, digest)) return false;
  try {
    const tree = openCached(cache, digest);
    for (const path of tree.paths) tree.read(path);
    return true;
  } catch {
    return false;
  }
}

/** Does something for each, several at once. */
async function inTurns<T>(all: readonly T[], run: (each: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const work = async (): Promise<void> => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) await run(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

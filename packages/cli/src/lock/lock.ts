/**
 * `fluxvet.lock`: what `fluxvet pull` has brought, so that every run sees the same content on every machine.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { type SourceRef, showRef, UsageError } from '@fluxvet/core';

/** The name of the file. */
export const LOCK_NAME = 'fluxvet.lock';

/** What a lock names. */
export interface Lock {
  readonly version: 1;
  readonly sources: readonly LockedSource[];
}

/** What is asked for: the content at an address. */
export interface Wanted {
  /** A git repository, an artifact of a registry, a chart of a Helm repository, or a single file. */
  readonly kind: 'git' | 'oci' | 'chart' | 'file';
  readonly url: string;
  /** What is followed; a bare text is what a kustomization writes, or the version of a chart. */
  readonly ref?: SourceRef | string;
  /** The name of the chart. */
  readonly chart?: string;
}

/** What was brought. */
export interface LockedSource extends Wanted {
  /** The commit, the version or the digest in the registry that was chosen. */
  readonly revision: string;
  /** The digest of the content, as it lies in the cache. */
  readonly digest: string;
}

/** What is asked for, in one text: equal texts ask for the same. */
export function showWanted({ url, ref, chart }: Wanted): string {
  const followed = ref === undefined ? '' : typeof ref === 'string' ? ` at ${ref}` : ` at ${showRef(ref)}`;
  return `${chart === undefined ? '' : `chart '${chart}' of `}${withoutCredentials(url)}${followed}`;
}

/** The key of what is asked for. */
export function wantedKey({ kind, url, ref, chart }: Wanted): string {
  return JSON.stringify([kind, url, chart, typeof ref === 'object' ? showRef(ref) : ref]);
}

/** An address without the name and password that it may hold. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@]*@/i, (whole, scheme: string) =>
    /^(git\+)?ssh:/i.test(scheme) && !/:[^/]*@$/.test(whole.slice(scheme.length)) ? whole : scheme,
  );
}

/**
 * Reads a lock; nothing where there is none.
 *
 * @throws UsageError `bad-lock` where the file is none
 */
export function readLock(path: string): Lock | undefined {
  if (!existsSync(path)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw bad(path, error instanceof Error ? error.message : String(error));
  }
  if (!isRecord(value) || !Array.isArray(value['sources'])) throw bad(path, "it has no list 'sources'");
  if (value['version'] !== 1) throw bad(path, 'it is of a newer version of fluxvet');
  return { version: 1, sources: value['sources'].map((each, at) => locked(each, `${path}: sources[${at}]`)) };
}

function bad(path: string, why: string): UsageError {
  return new UsageError('bad-lock', `${path} is no lock that can be read: ${why}. Run 'fluxvet pull'.`);
}

const KINDS = ['git', 'oci', 'chart', 'file'] as const;

function locked(value: unknown, where: string): LockedSource {
  const fail = (field: string): never => {
    throw new UsageError('bad-lock', `${where}: '${field}' is missing or wrong. Run 'fluxvet pull'.`);
  };
  if (!isRecord(value)) return fail('url');
  const { url, ref, chart, revision, digest } = value;
  const kind = KINDS.find((each) => each === value['kind']) ?? fail('kind');
  if (typeof url !== 'string') return fail('url');
  if (typeof revision !== 'string') return fail('revision');
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) return fail('digest');
  if (chart !== undefined && typeof chart !== 'string') return fail('chart');
  const isText = ref === undefined || typeof ref === 'string';
  if (!isText && !(isRecord(ref) && Object.values(ref).every((each) => typeof each === 'string'))) {
    return fail('ref');
  }
  return {
    kind,
    url,
    ...(ref !== undefined && { ref: ref as SourceRef | string }),
    ...(chart !== undefined && { chart }),
    revision,
    digest,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a lock: equal for equal content, whatever the order in which it was brought. */
export function printLock({ version, sources }: Lock): string {
  const sorted = sources
    .map(({ kind, url, chart, ref, revision, digest }) => ({ kind, url, chart, ref, revision, digest }))
    .sort((a, b) => (wantedKey(a as Wanted) < wantedKey(b as Wanted) ? -1 : 1));
  return `${JSON.stringify({ version, sources: sorted }, undefined, 2)}\n`;
}

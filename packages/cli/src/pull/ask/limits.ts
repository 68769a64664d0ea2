/**
 * How much is taken from a server, and for how long.
 *
 * @module
 */

const MIB = 1024 * 1024;

/** Sizes in bytes, times in milliseconds. */
export interface Limits {
  /** The index of a Helm repository; as large as source-controller takes it. */
  readonly index: number;
  /** Manifests, lists of tags and tokens. */
  readonly answer: number;
  /** An archive, or a single file. */
  readonly archive: number;
  /** What comes out of an archive or a commit; an archive as large as Flux unpacks it. */
  readonly unpacked: number;
  /** What git fetches. */
  readonly repository: number;
  readonly files: number;
  /** The whole of one request, or of one run of git. */
  readonly time: number;
  /** Without a byte. */
  readonly silence: number;
}

export const LIMITS: Limits = {
  index: 50 * MIB,
  answer: 4 * MIB,
  archive: 50 * MIB,
  unpacked: 100 * MIB,
  repository: 1024 * MIB,
  files: 100_000,
  time: 120_000,
  silence: 30_000,
};

/** A number of bytes for people. */
export function showSize(bytes: number): string {
  return bytes >= MIB ? `${Math.floor(bytes / MIB)} MiB` : `${bytes} bytes`;
}

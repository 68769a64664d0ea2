/**
 * What was brought from elsewhere.
 *
 * @module
 */

/** Files and what they are of. */
export interface Brought {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The commit, the version or the digest. */
  readonly revision: string;
}

/** What is asked of a Helm repository. */
export interface ChartAsk {
  readonly url: string;
  readonly chart: string;
  /** A version or a range. */
  readonly version: string;
  /** The version of an earlier time, to bring again. */
  readonly revision?: string | undefined;
}

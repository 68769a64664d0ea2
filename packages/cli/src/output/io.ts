/**
 * What the program knows of its surroundings; handed in, so that a test can be the surroundings.
 *
 * @module
 */

export interface Io {
  /** The directory that relative paths start from. */
  readonly cwd: string;
  /** Writes to the standard output: the report and nothing else. */
  readonly write: (text: string) => void;
  /** Writes to the standard error output: everything that is not the report. */
  readonly warn: (text: string) => void;
  /** Whether the standard output is a terminal that shows colours. */
  readonly color: boolean;
  /** Whether somebody watches: progress is shown to people only. */
  readonly watched: boolean;
  /** The variables of the surroundings: where the cache is, and what git and registries are asked with. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

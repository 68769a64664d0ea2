/**
 * The kit for those who write rules; bound to no test framework.
 *
 * @module
 */
export { type BootstrappedOptions, bootstrapped } from './bootstrapped.js';
export { expectMarks, expectSilence, type RunOptions, run } from './expect-marks.js';
export { type Mark, parseRepo, type Repo, repo } from './repo.js';

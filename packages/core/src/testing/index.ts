/**
 * The kit for those who write rules; bound to no test framework.
 *
 * @module
 */
export { type BootstrappedOptions, bootstrapped } from './bootstrapped.js';
export { expectFix, type FixExpectation } from './expect-fix.js';
export { expectMarks, expectSilence, type RunOptions, run } from './expect-marks.js';
export { expectDeterministic, expectRobust } from './expect-stable.js';
export { type HostileRepo, hostileShapes } from './hostile-shapes.js';
export { type Mark, parseRepo, type Repo, repo } from './repo.js';
export { type FixCase, type RuleCase, type RuleCases, testRule } from './test-rule.js';

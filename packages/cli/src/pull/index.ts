/**
 * The door of what needs a network; loaded by `fluxvet pull` alone.
 *
 * @module
 */
export { clientOf } from './ask/http-client.js';
export { LIMITS } from './ask/limits.js';
export { policyOf } from './ask/policy.js';
export { pullAll, wantedNow } from './pull-all.js';

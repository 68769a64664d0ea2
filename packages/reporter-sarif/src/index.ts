/**
 * Reports of fluxvet as SARIF 2.1.0.
 *
 * @module
 */

export type { SarifOptions, VersionControl } from './options.js';
export { lineHashes } from './parts/line-hash.js';
export type * from './sarif-log.js';
export { printSarif, sarifReporter, sarifReporterWith } from './sarif-reporter.js';
export { leftOutOf, toSarif } from './to-sarif.js';

/**
 * Reports of fluxvet as SARIF 2.1.0.
 *
 * @module
 */
export { lineHashes } from './line-hash.js';
export type { SarifOptions, VersionControl } from './options.js';
export type * from './sarif-log.js';
export { printSarif, sarifReporter, sarifReporterWith } from './sarif-reporter.js';
export type { RelatedStep } from './to-code-flow.js';
export type { ThrownError } from './to-exception.js';
export type { NoticeOfError } from './to-invocation.js';
export { leftOutOf, toSarif } from './to-sarif.js';

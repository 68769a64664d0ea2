/**
 * The one error that fluxvet throws on purpose: the caller asked for something that cannot be.
 * What is wrong with a repository is never thrown; it is a diagnostic or a gap.
 *
 * @module
 */

/** What was wrong with the request. */
export type UsageErrorCode =
  | 'no-such-directory'
  | 'no-such-cluster'
  | 'no-such-object'
  | 'no-input'
  | 'bad-argument'
  | 'bad-config'
  | 'bad-baseline'
  | 'bad-lock'
  | 'bad-plugin'
  | 'unknown-rule';

/** A request that cannot be answered; the message says what to change. */
export class UsageError extends Error {
  readonly code: UsageErrorCode;

  constructor(code: UsageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
    this.code = code;
  }
}

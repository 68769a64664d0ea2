/**
 * What became of a reference: it was found, it is certainly missing, or it cannot be known from the files at hand.
 *
 * @module
 */
import type { ObjectId } from '../../kubernetes/object-id.js';
import type { Origin } from '../../yaml/nodes/node.js';
import type { Opening } from './opening.js';

/** What became of a reference: found, missing, or not to be known from the files. */
export type Resolution<T> =
  | { readonly kind: 'found'; readonly at: Origin; readonly target: T }
  /**
   * It is not there: nothing whose content is not known could bring it, or only what all but certainly does not, which
   * `doubts` names.
   */
  | {
      readonly kind: 'missing';
      readonly at: Origin;
      readonly wanted: ObjectId;
      readonly doubts?: readonly Opening[];
    }
  /** It may well be there. */
  | { readonly kind: 'unknown'; readonly at: Origin; readonly reason: string };

/**
 * What became of a reference: it was found, it is certainly missing, or it cannot be known from the files at hand.
 *
 * @module
 */
import type { ObjectId } from '../../kubernetes/object-id.js';
import type { Origin } from '../../yaml/nodes/node.js';

/** What became of a reference: found, missing, or not to be known from the files. */
export type Resolution<T> =
  | { readonly kind: 'found'; readonly at: Origin; readonly target: T }
  /** Nothing that could bring it is out of sight: it is not there. */
  | { readonly kind: 'missing'; readonly at: Origin; readonly wanted: ObjectId }
  /** It may well be there. */
  | { readonly kind: 'unknown'; readonly at: Origin; readonly reason: string };

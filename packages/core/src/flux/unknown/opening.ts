/**
 * Where objects could come from that the files do not show.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { ObjectId } from '../../kubernetes/object-id.js';
import type { Span } from '../../source/span.js';

/** A place where objects come from whose content is not known. */
export interface Opening {
  readonly reason: string;
  readonly span: Span;
  /** The app behind it: it cannot bring what it needs itself. */
  readonly app?: ObjectId;
  /** Where all its objects go. */
  readonly namespace?: string;
  /** The only kinds that it can bring. */
  readonly kinds?: readonly string[];
  /** Kinds that it all but certainly does not bring: those that only somebody who knows this cluster would write. */
  readonly unlikely?: readonly string[];
  /** The only name that it can bring. */
  readonly name?: string;
  /** What the configuration tells of the object: a ConfigMap or Secret that has these keys and no others. */
  readonly object?: KubernetesObject;
  /** The code of the gap as which it is told; others have one of the build behind them, or none. */
  readonly code?: string;
  /** The source whose absence keeps the app from bringing anything. */
  readonly waitsFor?: ObjectId;
}

/**
 * What the stages say of a repository: problems that were seen, and gaps that could not be looked into.
 *
 * @module
 */
import type { Span } from './span.js';

/** How bad a problem is, in the words of SARIF. */
export type Severity = 'error' | 'warning' | 'note';

/** A further place that belongs to a problem. */
export interface Related {
  readonly span: Span;
  /** One sentence fragment: what this place has to do with the problem. */
  readonly message: string;
  /** `before`: it led to the problem, the nearest place first; `after`: it follows from it; absent: it stands beside it. */
  readonly role?: 'before' | 'after';
}

/** A problem of the repository that a stage met; the stage went on with what it had. */
export interface Diagnostic {
  /** The stage and the problem, such as `kustomize/missing-resource`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, with the names. */
  readonly message: string;
  /** Where the user must type. */
  readonly span: Span;
  readonly related?: readonly Related[];
}

/** Something that cannot be known from the files at hand; never an error. */
export interface Gap {
  /** The stage and the kind of gap, such as `kustomize/remote-base`. */
  readonly code: string;
  /** One sentence: what could not be looked into, and why. */
  readonly message: string;
  readonly span: Span;
  /** What would have to be fetched, where that is known. */
  readonly address?: string;
  /** The kinds of objects that could come from there; absent where they could be any. */
  readonly brings?: readonly string[];
  /** Kinds among them that do not come from there. */
  readonly bringsNot?: readonly string[];
}

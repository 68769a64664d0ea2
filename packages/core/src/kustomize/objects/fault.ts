/**
 * A step of a build that cannot be done. Never leaves this folder: the build turns it into a diagnostic and goes on.
 *
 * @module
 */
import type { Span } from '../../source/span.js';

/** What kustomize would end the build with. */
export class Fault extends Error {
  readonly code: string;
  /** The place in the kustomization or the patch that causes it, where the step knows it better than the build. */
  readonly span: Span | undefined;

  constructor(code: string, message: string, span?: Span) {
    super(message);
    this.name = 'Fault';
    this.code = `kustomize/${code}`;
    this.span = span;
  }
}

/** A step that needs what is not here: another repository, a program, a chart. */
export class Elsewhere extends Fault {}

/** A step that looks for an object that the build does not have. */
export class NotFound extends Fault {}

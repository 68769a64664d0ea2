/**
 * What was read from a YAML text.
 *
 * @module
 */
import type { Diagnostic } from '../../source/diagnostic.js';
import type { Span } from '../../source/span.js';
import type { Node } from '../nodes/node.js';

/** A document of a stream. */
export interface YamlDocument {
  /** Absent for a document that is empty, holds only comments, or could not be read. */
  readonly root: Node | undefined;
  /** Keys that are no text, such as `8080:`; Kubernetes' JSON has no place for them. */
  readonly oddKeys: readonly Span[];
  /** Whether the text of this document broke a rule of YAML. */
  readonly broken: boolean;
}

export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * YAML → values, as Helm's `fromYaml` reads it.
 *
 * @module
 */

import type { RepoPath } from '../../../source/repo-path.js';
import { parseDocuments } from '../../../yaml/read/parse-yaml.js';
import { fromNode, NodeFault } from '../../values/from-node.js';
import type { Trace, Value } from '../../values/value.js';

/** What a text holds: its first document, or Go's error. */
export function fromYaml(text: string, of: Value): { readonly value: Value } | { readonly error: string } {
  const { documents, diagnostics } = parseDocuments(text, (start, end) => ({ file: NO_FILE, start, end }));
  const fault = diagnostics.find(
    ({ code, severity }) => severity === 'error' && code !== 'yaml/duplicate-key',
  );
  if (fault)
    return {
      error: `error converting YAML to JSON: yaml: ${wordsOf(fault.message, text, fault.span.start)}`,
    };
  const root = documents[0]?.root;
  if (!root) return { value: null };
  try {
    const value = fromNode(root, (node): Trace | undefined => {
      if (node.kind !== 'scalar') return undefined;
      const { start } = node.origin.span;
      const first = text[start] === '"' || text[start] === "'" ? start + 1 : start;
      return { how: 'moved', by: undefined, of, place: (at) => first + at };
    });
    return { value };
  } catch (error) {
    if (error instanceof NodeFault) return { error: `error converting YAML to JSON: ${error.message}` };
    throw error;
  }
}

const NO_FILE = '' as RepoPath;

function wordsOf(message: string, text: string, at: number): string {
  const line = text.slice(0, at).split('\n').length;
  return `line ${line}: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`;
}

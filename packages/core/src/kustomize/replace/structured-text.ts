/**
 * Replacements inside a text that is itself JSON or YAML: a field path may lead into it.
 * Source: setValueInStructuredData in api/filters/replacement of kustomize (since v5.8).
 *
 * @module
 */

import { goJson } from '../../yaml/nodes/go-json.js';
import type { Node, ScalarNode } from '../../yaml/nodes/node.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import { printYaml } from '../../yaml/write/print.js';
import { writeScalar } from '../../yaml/write/print-scalar.js';
import { Fault } from '../objects/fault.js';
import { changeMatches, lookUpPath, type PathCreation } from './field-path.js';

/** The place where a path leads from the object into a text, if it does. */
export function textOnPath(
  body: Node,
  parts: readonly string[],
):
  | { readonly scalar: ScalarNode; readonly outer: readonly string[]; readonly inner: readonly string[] }
  | undefined {
  for (let length = 1; length < parts.length; length++) {
    const outer = parts.slice(0, length);
    const found = quietly(() => lookUpPath(body, outer));
    if (found?.kind === 'scalar') return { scalar: found, outer, inner: parts.slice(length) };
  }
  return undefined;
}

function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The text with the values at a path inside it changed, or `undefined` where there are none. */
export function changeInText(
  text: string,
  parts: readonly string[],
  change: (node: Node, created: boolean) => Node,
  creation: PathCreation | undefined,
): string | undefined {
  const place = (start: number, end: number): { file: never; start: number; end: number } => ({
    file: '' as never,
    start,
    end,
  });
  const { documents, diagnostics } = parseDocuments(text, place);
  const root = documents[0]?.root;
  if (!root || root.kind === 'scalar' || diagnostics.length > 0) return undefined;
  const edits: { start: number; end: number; node: ScalarNode }[] = [];
  let whole = false;
  const watched = (node: Node, created: boolean): Node => {
    const changed = change(node, created);
    if (created || node.kind !== 'scalar' || changed.kind !== 'scalar') whole = true;
    else edits.push({ start: node.origin.span.start, end: node.origin.span.end, node: changed });
    return changed;
  };
  const changed = quietly(() => changeMatches(root, parts, watched, creation));
  if (!changed || changed.count === 0) return undefined;
  const first = text.trimStart().charAt(0);
  if (first === '{' || first === '[') {
    const indented = text.includes('\n') && text.includes('  ');
    return goJson(toPlain(changed.node), indented ? 'indented' : 'compact');
  }
  return (whole ? printYaml(changed.node) : spliced(text, edits)).trim();
}

/** Only the changed values are written anew, so that comments and layout stay. */
function spliced(text: string, edits: readonly { start: number; end: number; node: ScalarNode }[]): string {
  let result = text;
  for (const { start, end, node } of [...edits].sort((a, b) => b.start - a.start)) {
    const written = writeScalar({ text: node.value, quoted: node.tag === '!!str' }, 0, 2).join('\n');
    const quote = node.style === 'single' || node.style === 'double' ? JSON.stringify(node.value) : written;
    result = result.slice(0, start) + quote + result.slice(end);
  }
  return result;
}

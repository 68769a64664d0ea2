/**
 * What becomes of folded block scalars (`>`) on their way through kustomize.
 * It writes and reads every object once more, and the writer puts an empty line before a line that is indented further,
 * which the reader then takes for content.
 * Source: yaml_emitter_write_folded_scalar in go-yaml v3, and RNode.MarshalJSON in kyaml.
 *
 * @module
 */
import type { Node } from '../../yaml/nodes/node.js';
import { isPrintable } from '../../yaml/write/print-scalar.js';

/** The value as kustomize will have read it again; the same value where no folded scalar changes. */
export function refolded<N extends Node>(node: N): N {
  // Most nodes are scalars, and those are looked at faster than they are looked up.
  if (node.kind === 'scalar') return visit(node) as N;
  let result = done.get(node);
  if (!result) {
    result = visit(node);
    done.set(node, result);
  }
  return result as N;
}

// Mappings and lists are shared between overlays, and so is what was found out about them.
const done = new WeakMap<Node, Node>();

function visit(node: Node): Node {
  if (node.kind === 'scalar') {
    if (node.style !== 'folded') return node;
    return {
      ...node,
      value: isWrittenAsBlock(node.value) ? refold(node.value) : node.value,
      style: 'literal',
    };
  }
  if (node.kind === 'seq') {
    return node.items.every((item) => refolded(item) === item)
      ? node
      : { ...node, items: node.items.map(refolded) };
  }
  if (node.entries.every(({ value }) => refolded(value) === value)) return node;
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: refolded(value) })) };
}

/** With some characters, and with blanks at the end of a line, the writer takes quotes instead. */
function isWrittenAsBlock(text: string): boolean {
  return !/ (\n|$)/.test(text) && [...text].every((char) => char === '\t' || isPrintable(char));
}

/** A folded text after it was written and read. */
export function refold(text: string): string {
  const lines = [...text.matchAll(/([^\n]+)(\n*)/g)].map(([, line = '', breaks = '']) => ({
    line,
    breaks: breaks.length,
    indented: /^[ \t]/.test(line),
  }));
  const [first] = lines;
  if (!first) return text;
  let result = /^\n*/.exec(text)?.[0] ?? '';
  for (const [at, { line, breaks, indented }] of lines.entries()) {
    const next = lines[at + 1];
    result += line;
    // The writer looks at the first line of all where it means the next one.
    const written = breaks + (breaks > 0 && !indented && !first.indented ? 1 : 0);
    if (!next) result += breaks === 1 ? '\n' : '\n'.repeat(written);
    else if (indented || next.indented) result += '\n'.repeat(written);
    else result += written > 1 ? '\n'.repeat(written - 1) : ' ';
  }
  return result;
}

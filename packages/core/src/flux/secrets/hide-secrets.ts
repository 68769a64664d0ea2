/**
 * Objects without the values of Secrets, for whatever is shown to people or written to logs.
 *
 * @module
 */
import type { FileTree } from '../../source/file-tree.js';
import type { MapNode, Node, Origin, ScalarNode } from '../../yaml/nodes/node.js';
import { nodeAt, type Path, textAt, updateAt, withItems } from '../../yaml/nodes/node-path.js';
import { isSecretPlace } from './secret-places.js';

/** What is shown in the place of a value. */
export const HIDDEN = '***';

/** The object with each value of a Secret hidden: its own ones, and those that were put into another object. */
export function hideSecrets(body: MapNode, tree: FileTree): MapNode {
  let result: Node = body;
  for (const path of secretFields(body)) result = updateAt(result, path, (old) => old && hideAll(old));
  result = hideCarried(result, tree);
  return result.kind === 'map' ? result : body;
}

/** Whether a value of an object is one of a Secret, or has one in it. */
export function isSecretValue(body: MapNode, path: Path, tree: FileTree): boolean {
  const within = secretFields(body).some((field) => field.every((step, at) => path[at] === step));
  const node = nodeAt(body, ...path);
  return node !== undefined && (within || (node.kind === 'scalar' && carriesSecret(node.origin, tree)));
}

function secretFields(body: MapNode): readonly Path[] {
  return textAt(body, 'kind') === 'Secret' ? SECRET_FIELDS : [];
}

const SECRET_FIELDS: readonly Path[] = [
  ['data'],
  ['stringData'],
  // kubectl keeps a copy of the whole object here.
  ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
];

function hideAll(node: Node): Node {
  if (node.kind === 'scalar') return hide(node);
  if (node.kind === 'seq') return withItems(node, node.items.map(hideAll));
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: hideAll(value) })) };
}

/** What is encrypted is no secret, and shows that it is. */
function hide(node: ScalarNode): ScalarNode {
  if (node.value === '' || node.tag === '!!null' || node.value.startsWith('ENC[')) return node;
  const { lines: _, ...rest } = node;
  return { ...rest, tag: '!!str', style: 'plain', value: HIDDEN };
}

function hideCarried(node: Node, tree: FileTree): Node {
  if (node.kind === 'scalar') return carriesSecret(node.origin, tree) ? hide(node) : node;
  if (node.kind === 'seq')
    return withItems(
      node,
      node.items.map((item) => hideCarried(item, tree)),
    );
  const values = node.entries.map(({ value }) => hideCarried(value, tree));
  if (values.every((value, at) => value === node.entries[at]?.value)) return node;
  return {
    ...node,
    entries: node.entries.map(({ key, value }, at) => ({ key, value: values[at] ?? value })),
  };
}

/** Whether a value was read from a Secret, by a variable, a replacement or a patch. */
function carriesSecret(origin: Origin, tree: FileTree): boolean {
  for (let at: Origin | undefined = origin; at; at = at.was) {
    if (isSecretPlace(at.span, tree)) return true;
    if (at.step?.from?.some((from) => carriesSecret(from, tree))) return true;
  }
  return false;
}

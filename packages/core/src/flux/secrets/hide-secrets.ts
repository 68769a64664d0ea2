/**
 * Objects without the values of Secrets, for whatever is shown to people or written to logs.
 *
 * @module
 */
import type { FileTree } from '../../source/file-tree.js';
import type { MapNode, Node, Origin, ScalarNode } from '../../yaml/nodes/node.js';
import { nodeAt, type Path, updateAt, withItems } from '../../yaml/nodes/node-path.js';
import { HIDDEN, type Redactor, redactorOf } from './redactor.js';
import { secretFields } from './secret-fields.js';
import { isSecretPlace } from './secret-places.js';

/** The object with each value of a Secret hidden: its own ones, and those that were put into another object. */
export function hideSecrets(body: MapNode, tree: FileTree): MapNode {
  let result: Node = body;
  for (const path of secretFields(body)) result = updateAt(result, path, (old) => old && hideAll(old));
  result = hideCarried(result, tree, redactorOf(tree));
  return result.kind === 'map' ? result : body;
}

/** Whether a value of an object is one of a Secret, or has one in it. */
export function isSecretValue(body: MapNode, path: Path, tree: FileTree): boolean {
  const within = secretFields(body).some((field) => field.every((step, at) => path[at] === step));
  const node = nodeAt(body, ...path);
  return node !== undefined && (within || (node.kind === 'scalar' && carriesSecret(node.origin, tree)));
}

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

function hideCarried(node: Node, tree: FileTree, redactor: Redactor): Node {
  if (node.kind === 'scalar') {
    if (carriesSecret(node.origin, tree)) return hide(node);
    const shown = redactor.hide(node.value);
    if (shown === node.value || node.value.startsWith('ENC[')) return node;
    const { lines: _, ...rest } = node;
    return { ...rest, tag: '!!str', style: 'plain', value: shown };
  }
  if (node.kind === 'seq')
    return withItems(
      node,
      node.items.map((item) => hideCarried(item, tree, redactor)),
    );
  const values = node.entries.map(({ value }) => hideCarried(value, tree, redactor));
  if (values.every((value, at) => value === node.entries[at]?.value)) return node;
  return {
    ...node,
    entries: node.entries.map(({ key, value }, at) => ({ key, value: values[at] ?? value })),
  };
}

const judged = new WeakMap<FileTree, WeakMap<Origin, boolean>>();

/** Whether a value was read from a Secret, by a variable, a replacement or a patch. */
function carriesSecret(origin: Origin, tree: FileTree): boolean {
  let known = judged.get(tree);
  if (!known) {
    known = new WeakMap();
    judged.set(tree, known);
  }
  // Many values share what they come from, which has a past of its own.
  const seen = new Set<Origin>();
  const open = [origin];
  let carries = false;
  for (let at = open.pop(); at && !carries; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const before = known.get(at);
    if (before !== undefined) carries = before;
    else if (isSecretPlace(at.span, tree)) carries = true;
    else {
      if (at.was) open.push(at.was);
      for (const from of at.step?.from ?? []) open.push(from);
    }
  }
  if (!carries) for (const each of seen) known.set(each, false);
  known.set(origin, carries);
  return carries;
}

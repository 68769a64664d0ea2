/**
 * Objects as YAML documents, as `kustomize build` prints them; with the place of every value beside its line if asked.
 *
 * @module
 */
import { hideSecrets } from '../flux/secrets/hide-secrets.js';
import type { KubernetesObject } from '../kubernetes/object.js';
import type { FileTree } from '../source/file-tree.js';
import { positionAt } from '../source/line-index.js';
import { visible, withoutCommands } from '../source/text/shown-text.js';
import type { Node } from '../yaml/nodes/node.js';
import { printLines } from '../yaml/write/print.js';

/** How objects are printed. */
export interface PrintOptions {
  /** `comments` writes file and line behind every line. */
  readonly origins?: 'none' | 'comments';
  /** Whether values of Secrets are written out; without it they are hidden, wherever they were put. */
  readonly secrets?: 'hidden' | 'shown';
}

/** The objects in their order. */
export function printObjects(
  objects: readonly KubernetesObject[],
  tree: FileTree,
  { origins = 'none', secrets = 'hidden' }: PrintOptions = {},
): string {
  return objects
    .map(({ body }) => printObject(secrets === 'shown' ? body : hideSecrets(body, tree), tree, origins))
    .join('---\n');
}

function printObject(body: Node, tree: FileTree, origins: 'none' | 'comments'): string {
  const lines = printLines(body, 'shown');
  if (origins === 'none') return lines.map(({ text }) => `${text}\n`).join('');
  const width = Math.min(WIDEST, Math.max(...lines.map(({ text }) => text.length)));
  return lines
    .map(({ text, node }, at) => {
      // A comment inside a scalar of several lines would be a part of it, or end it.
      const isLong = node.kind === 'scalar' && (lines[at - 1]?.node === node || lines[at + 1]?.node === node);
      return isLong
        ? `${text}\n`
        : `${text.padEnd(width)} # ${withoutCommands(visible(placeOf(node, tree)))}\n`;
    })
    .join('');
}

const WIDEST = 72;

function placeOf(node: Node, tree: FileTree): string {
  const { file, start } = node.origin.span;
  const source = tree.read(file);
  const line = source ? positionAt(source.lines, Math.min(start, source.text.length)).line : 1;
  const step = node.origin.step;
  return step ? `${file}:${line} (${step.what})` : `${file}:${line}`;
}

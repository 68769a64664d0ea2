/**
 * The Flux objects of a repository as they are written, before anything is known of who applies them.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../../kubernetes/object.js';
import type { FileTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Node } from '../../yaml/nodes/node.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { isFluxGroup } from './kinds.js';

/** A Flux object and the file that it is written in, by its path in the tree. */
export interface WrittenObject {
  readonly path: RepoPath;
  readonly object: KubernetesObject;
}

/** Every document of a Flux kind; files that do not mention Flux are not parsed. */
export function writtenFluxObjects(tree: FileTree): WrittenObject[] {
  return tree.paths.flatMap((path) => {
    if (!/\.ya?ml$/.test(path)) return [];
    const file = tree.read(path);
    if (!file || !MENTIONS_FLUX.test(file.text)) return [];
    const roots = parseYaml(file).documents.flatMap(({ root }) => (root ? unlisted(root) : []));
    return roots.flatMap((root) => {
      if (root.kind !== 'map') return [];
      const object = toObject(root, []);
      return isFluxGroup(object.id.group) && object.id.kind !== '' ? [{ path, object }] : [];
    });
  });
}

const MENTIONS_FLUX = /\b(toolkit|source\.extensions)\.fluxcd\.io\/|\bfluxcd\.controlplane\.io\//;

function unlisted(root: Node): readonly Node[] {
  return textAt(root, 'kind') === 'List' ? itemsAt(root, 'items') : [root];
}

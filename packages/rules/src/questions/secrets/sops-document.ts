/**
 * What SOPS leaves in a document that it encrypted. Source: getsops/sops, stores/stores.go.
 *
 * @module
 */
import {
  entriesAt,
  type FileTree,
  goRegexp,
  type KubernetesObject,
  type MapNode,
  type Node,
  nodeAt,
  parseYaml,
  type RepoPath,
  textAt,
} from '@fluxvet/core';

/** Whether a document was encrypted by SOPS: it has the metadata, with the code that authenticates them. */
export function isEncrypted(root: Node | undefined): root is MapNode {
  return root?.kind === 'map' && textAt(root, 'sops', 'mac') !== undefined;
}

/** Whether a single value is encrypted. */
export function isEncryptedValue(node: Node): boolean {
  return node.kind === 'scalar' && node.value.startsWith('ENC[');
}

/** Whether a text is a whole document, in YAML, JSON or as variables of an environment, that SOPS encrypted. */
export function isEncryptedText(text: string): boolean {
  return text.includes('ENC[AES256_GCM,') && /\bsops(_|["']?\s*:)/.test(text);
}

/** Whether one of the values of a Secret is an encrypted document. */
export function hasEncryptedDocument({ id, body }: KubernetesObject): boolean {
  if (id.group !== '' || id.kind !== 'Secret' || nodeAt(body, 'sops') !== undefined) return false;
  const plain = entriesAt(body, 'stringData').map(({ value }) => textAt(value) ?? '');
  const coded = entriesAt(body, 'data').map(({ value }) => decoded(textAt(value) ?? ''));
  return [...plain, ...coded].some(isEncryptedText);
}

/** The text behind Base64. */
export function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

/** A document that SOPS encrypted, as a file has it. */
export interface EncryptedDocument {
  readonly file: RepoPath;
  readonly root: MapNode;
}

/** The YAML documents of a repository that SOPS encrypted. */
export function* encryptedDocuments(tree: FileTree): Generator<EncryptedDocument> {
  for (const path of tree.paths) {
    const file = /\.ya?ml$/.test(path) ? tree.read(path) : undefined;
    if (!file || !/^["']?sops["']?:/m.test(file.text)) continue;
    for (const { root } of parseYaml(file).documents) if (isEncrypted(root)) yield { file: path, root };
  }
}

/** Whether SOPS encrypts the value under the keys of a path, by what the document says of itself; nothing if it is not plain. */
export function wantsEncryption(root: MapNode, path: readonly string[]): boolean | undefined {
  const option = (name: string): string => textAt(root, 'sops', name) ?? '';
  if (option('encrypted_comment_regex') !== '' || option('unencrypted_comment_regex') !== '')
    return undefined;
  const some = (pattern: string): boolean | undefined => {
    const fits = goRegexp(pattern);
    return typeof fits === 'function' ? path.some(fits) : undefined;
  };
  if (option('encrypted_regex') !== '') return some(option('encrypted_regex'));
  const excluded = option('unencrypted_regex');
  if (excluded !== '') {
    const left = some(excluded);
    return left === undefined ? undefined : !left;
  }
  const wanted = option('encrypted_suffix');
  if (wanted !== '') return path.some((key) => key.endsWith(wanted));
  const suffix = option('unencrypted_suffix') || '_unencrypted';
  return !path.some((key) => key.endsWith(suffix));
}

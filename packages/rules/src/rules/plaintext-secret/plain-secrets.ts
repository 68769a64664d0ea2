/**
 * The Secrets that stand in files, and what of them anybody can read.
 *
 * @module
 */
import {
  entriesAt,
  type FileTree,
  hasKnownToken,
  isCredentialName,
  isPlaceholder,
  isPublicName,
  itemsAt,
  looksRandom,
  type Node,
  nodeAt,
  parseYaml,
  type RepoPath,
  type Span,
  textAt,
} from '@fluxvet/core';
import { decoded, isEncryptedText, isEncryptedValue } from '../../questions/secrets/sops-document.js';

/** A Secret as a file has it. */
export interface WrittenSecret {
  readonly file: RepoPath;
  readonly name: string;
  readonly root: Node;
}

/** The Secrets of a repository as they are written, those that no cluster reaches included. */
export function* writtenSecrets(tree: FileTree): Generator<WrittenSecret> {
  for (const path of tree.paths) {
    const file = /\.ya?ml$/.test(path) ? tree.read(path) : undefined;
    if (!file || !/\bkind["']?:\s*["']?Secret\b/.test(file.text)) continue;
    for (const { root } of parseYaml(file).documents) {
      if (!root) continue;
      const objects = textAt(root, 'kind') === 'List' ? itemsAt(root, 'items') : [root];
      for (const object of objects) {
        if (textAt(object, 'kind') !== 'Secret' || textAt(object, 'apiVersion') !== 'v1') continue;
        yield { file: path, name: textAt(object, 'metadata', 'name') ?? '', root: object };
      }
    }
  }
}

/** A value that anybody can read. */
export interface PlainValue {
  readonly key: string;
  readonly span: Span;
  /** Whether the key or the value proves that it is a credential. */
  readonly proven: boolean;
}

/** The values of a Secret that are neither encrypted nor public nor still to come. */
export function plainValues({ root }: WrittenSecret): readonly PlainValue[] {
  return ['data', 'stringData'].flatMap((field) =>
    entriesAt(root, field).flatMap(({ key, value }): PlainValue[] => {
      const text = textAt(value);
      // Base64 has no characters by which a text stands for another.
      if (text === undefined || isEncryptedValue(value) || isPlaceholder(text)) return [];
      const plain = field === 'data' ? decoded(text) : text;
      const proven = provenIn(key.value, plain);
      return proven === undefined ? [] : [{ key: key.value, span: value.origin.span, proven }];
    }),
  );
}

/** Every `secretGenerator` in the kustomization files. */
export function* secretGenerators(
  tree: FileTree,
): Generator<{ readonly file: RepoPath; readonly generator: Node }> {
  for (const path of tree.paths) {
    const file = KUSTOMIZATION_FILE.test(path) ? tree.read(path) : undefined;
    if (!file?.text.includes('secretGenerator')) continue;
    for (const { root } of parseYaml(file).documents) {
      for (const generator of itemsAt(root, 'secretGenerator')) yield { file: path, generator };
    }
  }
}

const KUSTOMIZATION_FILE = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** The values that a `secretGenerator` takes from plain text, where they prove to be credentials. */
export function plainLiterals(generator: Node): readonly PlainValue[] {
  return itemsAt(generator, 'literals').flatMap((item): PlainValue[] => {
    const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(textAt(item) ?? '') ?? [];
    const proven = provenIn(key, value.replace(/^(["'])(.*)\1$/s, '$2'));
    return proven === undefined ? [] : [{ key, span: item.origin.span, proven }];
  });
}

/** Whether a value is proven to be a credential; nothing where it is none. */
function provenIn(key: string, value: string): boolean | undefined {
  if (isEncryptedText(value)) return undefined;
  if (hasKnownToken(value)) return true;
  if (isPublicName(key) || isPlaceholder(value.trim()) || value.trim().length < MIN_LENGTH) return undefined;
  // A whole configuration is a secret only if it holds one.
  if (value.trim().includes('\n')) return isCredentialName(key) || hasPlainCredential(value);
  return isCredentialName(key) || looksRandom(value.trim());
}

// What is shorter is a setting, or a password that is none.
const MIN_LENGTH = 4;

/** Whether a text of several lines gives away a credential. */
function hasPlainCredential(text: string): boolean {
  return plainCredentialIn(text) !== undefined;
}

/** The line of a text that proves to give away a credential, by its offsets. */
export function plainCredentialIn(
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  if (isEncryptedText(text)) return undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const blank = line.length - line.trimStart().length;
    const isComment = /^[#;]/.test(line.slice(blank));
    // The header of a key in a comment is an example; a token there is one that leaked.
    if (
      isComment
        ? hasKnownToken(line.replace(/-----BEGIN.*/, ''))
        : hasKnownToken(line) || assignsCredential(line)
    )
      return { start: start + blank, end: start + line.trimEnd().length };
    start += line.length + 1;
  }
  return undefined;
}

/** Whether a line, such as `password: x` or `TOKEN=x`, gives a credential its value. */
function assignsCredential(line: string): boolean {
  const [, key = '', sign = '', rest = ''] = /^[\s-]*["']?([\w.-]{1,80})["']?\s*([:=])(.*)$/.exec(line) ?? [];
  const value = rest.trim().replace(/^(["'])(.*)\1,?$/, '$2');
  if (!isCredentialName(key) || value.length < MIN_LENGTH || isPlaceholder(value) || /^[|>&*[{]/.test(value))
    return false;
  // In the values of a chart `tlsSecret` is mostly the name of one.
  return sign === '=' || /passw|passphrase|pwd/i.test(key) || looksRandom(value);
}

/** The text of a field of a generator that names files, each with the path in the tree. */
export function generatorFiles(generator: Node): readonly { readonly path: string; readonly span: Span }[] {
  const lists = ['files', 'envs'].flatMap((field) => [...itemsAt(generator, field)]);
  const single = nodeAt(generator, 'env');
  return [...lists, ...(single ? [single] : [])].flatMap((item) => {
    const text = textAt(item);
    return text === undefined ? [] : [{ path: text.replace(/^[^=]*=/, ''), span: item.origin.span }];
  });
}

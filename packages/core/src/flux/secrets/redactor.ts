/**
 * Takes the values of secrets out of texts: whatever was worked out, and however a message came by it.
 *
 * @module
 */

import type { KubernetesObject } from '../../kubernetes/object.js';
import { type FileTree, inOrder } from '../../source/file-tree.js';
import { nodeAt, scalarsOf } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { isPlaceholder, looksRandom } from './credential.js';
import { secretFields } from './secret-fields.js';
import { secretPlaces } from './secret-places.js';
import { addTexts } from './secret-texts.js';

/** What is shown in the place of a value. */
export const HIDDEN = '***';

/** Knows the secrets of a repository. */
export interface Redactor {
  /** The text with each secret hidden. */
  readonly hide: (text: string) => string;
  /** The text in its length, with a star for each character of a secret. */
  readonly star: (text: string) => string;
  /** Whether a secret stands in the text. */
  readonly holds: (text: string) => boolean;
}

const made = new WeakMap<FileTree, Redactor>();

/** Knows the secrets of the files, and those of Secrets that were made from other values. */
export function redactorOf(
  tree: FileTree,
  clusters: readonly { readonly objects: readonly KubernetesObject[] }[] = [],
): Redactor {
  const known = made.get(tree);
  if (known && clusters.length === 0) return known;
  const redactor = makeRedactor(tree, clusters);
  made.set(tree, redactor);
  return redactor;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function makeRedactor(tree: FileTree, clusters: Parameters<typeof redactorOf>[1] = []): Redactor {
  let index: Index | undefined;
  const found = (text: string): Stretch[] => {
    index ??= indexOf(textsOf(tree, clusters), tree);
    return index.find(text);
  };
  const replaced = (text: string, by: (hidden: string) => string): string => {
    const stretches = found(text);
    if (stretches.length === 0) return text;
    let [result, from] = ['', 0];
    for (const { start, end } of stretches) {
      result += text.slice(from, start) + by(text.slice(start, end));
      from = end;
    }
    return result + text.slice(from);
  };
  return {
    hide: (text) => replaced(text, () => HIDDEN),
    star: (text) => replaced(text, (hidden) => hidden.replace(/\S/g, '*')),
    holds: (text) => found(text).length > 0,
  };
}

function textsOf(tree: FileTree, clusters: NonNullable<Parameters<typeof redactorOf>[1]>): Set<string> {
  const texts = new Set<string>();
  const values = new Set<string>();
  const add = (value: string): void => {
    if (values.has(value) || value.startsWith('ENC[')) return;
    values.add(value);
    addTexts(value, texts);
  };
  for (const path of inOrder(tree).paths) for (const { text } of secretPlaces(path, tree)) add(text);
  for (const { objects } of clusters) {
    for (const { body } of objects) {
      for (const field of secretFields(body)) {
        const node = nodeAt(body, ...field);
        for (const { node: each } of node ? scalarsOf(node) : []) if (each.tag !== '!!null') add(each.value);
      }
    }
  }
  return texts;
}

interface Index {
  readonly find: (text: string) => Stretch[];
}

const KEY = 4;
// A message may cut a value, and writes this then.
const CUT = '…';

interface Bucket {
  /** The longest first. */
  readonly lengths: number[];
  readonly texts: Set<string>;
}

function indexOf(texts: ReadonlySet<string>, tree: FileTree): Index {
  const buckets = new Map<string, Bucket>();
  for (const text of texts) {
    const key = text.slice(0, KEY);
    const bucket = buckets.get(key) ?? { lengths: [], texts: new Set() };
    buckets.set(key, bucket);
    bucket.texts.add(text);
    if (!bucket.lengths.includes(text.length)) bucket.lengths.push(text.length);
  }
  for (const { lengths } of buckets.values()) lengths.sort((a, b) => b - a);
  const judged = new Map<string, boolean>();
  const isSecret = (text: string): boolean => {
    const known = judged.get(text);
    if (known !== undefined) return known;
    const answer = !isHarmless(text, tree);
    judged.set(text, answer);
    return answer;
  };
  const longestAt = (text: string, at: number): number => {
    const bucket = buckets.get(text.slice(at, at + KEY));
    if (!bucket) return 0;
    for (const length of bucket.lengths) {
      if (at + length > text.length) continue;
      const part = text.slice(at, at + length);
      if (bucket.texts.has(part) && (length >= WHOLE || isWord(text, at, length)) && isSecret(part))
        return length;
    }
    const cut = text.indexOf(CUT, at);
    if (cut < 0 || cut - at > 300) return 0;
    const begun = text.slice(at, cut);
    for (const each of bucket.texts) if (each.startsWith(begun) && isSecret(each)) return begun.length;
    return 0;
  };
  return {
    find(text) {
      const stretches: Stretch[] = [];
      if (buckets.size === 0) return stretches;
      for (let at = 0; at + KEY <= text.length; at++) {
        const length = longestAt(text, at);
        if (length === 0) continue;
        stretches.push({ start: at, end: at + length });
        at += length - 1;
      }
      return stretches;
    },
  };
}

// Shorter ones must stand by themselves: they could be a part of any word.
const WHOLE = 8;

function isWord(text: string, at: number, length: number): boolean {
  return !/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + length] ?? '');
}

/** Whether a text gives nothing away: it stands for a value, or it is a common word of the repository. */
function isHarmless(text: string, tree: FileTree): boolean {
  if (isPlaceholder(text)) return true;
  if (looksRandom(text) || text.length > 63 || !/^[\w.:/-]+$/.test(text)) return false;
  return inOrder(tree).paths.some((path) => {
    const file = tree.read(path);
    if (!file?.text.includes(text) || !/\.ya?ml$/.test(path)) return false;
    const places = secretPlaces(path, tree);
    const isOpen = (start: number): boolean =>
      places.every((each) => start < each.start || each.end <= start);
    return parseYaml(file).documents.some(({ root }) => root && hasOpen(root, text, isOpen));
  });
}

function hasOpen(
  root: Parameters<typeof scalarsOf>[0],
  text: string,
  isOpen: (start: number) => boolean,
): boolean {
  const stack = [root];
  const seen = new Set<unknown>();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === 'scalar') {
      if (node.value === text && isOpen(node.origin.span.start)) return true;
    } else if (!seen.has(node)) {
      seen.add(node);
      if (node.kind === 'seq') for (const item of node.items) stack.push(item);
      else {
        for (const { key, value } of node.entries) {
          if (key.value === text) return true;
          stack.push(value);
        }
      }
    }
  }
  return false;
}
